package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;

/**
 * Everything that the library keeps, in one place.
 *
 * <p>The caller closes the store; its repositories share its connections and are not closed. After {@link #close} every
 * method of it and of its repositories fails with {@link IllegalStateException}.
 */
public interface Store extends AutoCloseable {
    ArtifactRepository artifacts();

    DocumentRepository documents();

    LogRepository logs();

    ApiRepository apis();

    TagRepository tags();

    TagPromptRepository tagPrompts();

    FactRepository facts();

    EvidenceRepository evidence();

    SummaryRepository summaries();

    HrmRunRepository hrmRuns();

    ExtractionRunRepository extractionRuns();

    ChunkIndex chunks();

    /** The same rows as the repositories', as they are: to copy them, and to compare them with another store's. */
    StoreRows rows();

    UnitOfWork unitOfWork();

    /** The kind of store in one word, as {@code /config} shows it: {@code sqlite} or
     * {@code supabase}. */
    String name();

    /** Whether several processes, on other machines too, may use the store at once and have to agree on one model. */
    boolean isShared();

    /**
     * Returns if the store can be read.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException of kind {@code UNAVAILABLE}, with the reason, if not
     */
    @Reads
    void ping();

    /** Returns the last known health of the store, within milliseconds and without a call to it. Never fails. */
    StoreHealth health();

    /**
     * Returns how long calls of this process to the store took in the last minutes, without a call to it. Each call of
     * a repository, the index or {@link #ping} counts, also those within a unit of work.
     */
    Latencies latencies();

    /**
     * Removes every row of every table in one transaction, and forgets how far copies have come and which model the
     * store's is. Files stay where they are.
     */
    @Writes
    void clear();

    /** Closes all connections. A second call does nothing. */
    @Override
    void close();
}
