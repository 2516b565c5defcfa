package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.ARTIFACTS;
import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENTS;
import static ai.pmoves.dox.jooq.tables.Tables.EXTRACTION_RUNS;
import static ai.pmoves.dox.jooq.tables.Tables.HRM_RUNS;
import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;
import static ai.pmoves.dox.jooq.tables.Tables.SUMMARIES;
import static ai.pmoves.dox.jooq.tables.Tables.TAG_PROMPTS;

import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.store.ApiRepository;
import ai.pmoves.dox.ports.store.ArtifactRepository;
import ai.pmoves.dox.ports.store.DocumentRepository;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import ai.pmoves.dox.ports.store.ExtractionRunRepository;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.HrmRunRepository;
import ai.pmoves.dox.ports.store.LogRepository;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.SummaryRepository;
import ai.pmoves.dox.ports.store.TagPromptRepository;
import ai.pmoves.dox.ports.store.TagRepository;
import ai.pmoves.dox.ports.store.UnitOfWork;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Table;

/** What a store is, whatever its database: the repositories on one session. The adapters add what differs in kind. */
public abstract class JooqStore implements Store {
    /** Emptied by hand; the tables of their children follow by cascade. */
    private static final List<Table<?>> ROOTS =
            List.of(SEARCH_CHUNKS, DOCUMENTS, ARTIFACTS, TAG_PROMPTS, SUMMARIES, HRM_RUNS, EXTRACTION_RUNS);

    private final JooqSession session;
    private final JooqRepositories repositories;

    /** @param session on connections that the subclass owns */
    protected JooqStore(JooqSession session) {
        this.session = session;
        this.repositories = JooqRepositories.on(session);
    }

    @Override
    public final ArtifactRepository artifacts() {
        return repositories.artifacts();
    }

    @Override
    public final DocumentRepository documents() {
        return repositories.documents();
    }

    @Override
    public final LogRepository logs() {
        return repositories.logs();
    }

    @Override
    public final ApiRepository apis() {
        return repositories.apis();
    }

    @Override
    public final TagRepository tags() {
        return repositories.tags();
    }

    @Override
    public final TagPromptRepository tagPrompts() {
        return repositories.tagPrompts();
    }

    @Override
    public final FactRepository facts() {
        return repositories.facts();
    }

    @Override
    public final EvidenceRepository evidence() {
        return repositories.evidence();
    }

    @Override
    public final SummaryRepository summaries() {
        return repositories.summaries();
    }

    @Override
    public final HrmRunRepository hrmRuns() {
        return repositories.hrmRuns();
    }

    @Override
    public final ExtractionRunRepository extractionRuns() {
        return repositories.extractionRuns();
    }

    @Override
    public final UnitOfWork unitOfWork() {
        return session;
    }

    @Override
    public final Latencies latencies() {
        return session.latencies();
    }

    @Override
    public final void ping() {
        session.read(dsl -> dsl.selectOne().from(DOCUMENTS).limit(1).fetch().size());
    }

    @Override
    public final void clear() {
        session.write("all tables", dsl -> {
            ROOTS.forEach(table -> dsl.deleteFrom(table).execute());
            clearMore(dsl);
            return ROOTS.size();
        });
    }

    /** Clears what only this store keeps, within the transaction that clears the rest. */
    protected void clearMore(DSLContext dsl) {}
}
