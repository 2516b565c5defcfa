package ai.pmoves.dox.sqlite;

import static ai.pmoves.dox.jooq.tables.Tables.ARTIFACTS;
import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENTS;
import static ai.pmoves.dox.jooq.tables.Tables.EXTRACTION_RUNS;
import static ai.pmoves.dox.jooq.tables.Tables.HRM_RUNS;
import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;
import static ai.pmoves.dox.jooq.tables.Tables.SUMMARIES;
import static ai.pmoves.dox.jooq.tables.Tables.TAG_PROMPTS;

import ai.pmoves.dox.jooq.JooqRepositories;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.search.ChunkIndex;
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
import org.jooq.SQLDialect;
import org.jooq.Table;

/** A store in one SQLite file. Several processes may open the same file at once. */
public final class SqliteStore implements Store {
    /** Emptied by hand; the tables of their children follow by cascade. */
    private static final List<Table<?>> ROOTS =
            List.of(SEARCH_CHUNKS, DOCUMENTS, ARTIFACTS, TAG_PROMPTS, SUMMARIES, HRM_RUNS, EXTRACTION_RUNS);

    private final SqliteConnections connections;
    private final JooqSession session;
    private final JooqRepositories repositories;
    private final SqliteChunkIndex chunks;

    private SqliteStore(SqliteConfig config) {
        this.connections = new SqliteConnections(config);
        this.session = JooqSession.on(
                connections.readers(), connections.writer(), SQLDialect.SQLITE, new SqliteDialect());
        this.repositories = JooqRepositories.on(session);
        this.chunks = new SqliteChunkIndex(session, config.file());
    }

    /**
     * Opens the store, making or migrating its file as needed. The caller closes it.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.legacy-file} for a file of the Python backend,
     *     {@code store.foreign-file} for any other program's, {@code store.newer-schema}, {@code store.corrupt} or
     *     {@code store.unavailable}; the file was not changed
     */
    public static SqliteStore open(SqliteConfig config) {
        SqliteFile.prepare(config.file());
        return new SqliteStore(config);
    }

    @Override
    public ArtifactRepository artifacts() {
        return repositories.artifacts();
    }

    @Override
    public DocumentRepository documents() {
        return repositories.documents();
    }

    @Override
    public LogRepository logs() {
        return repositories.logs();
    }

    @Override
    public ApiRepository apis() {
        return repositories.apis();
    }

    @Override
    public TagRepository tags() {
        return repositories.tags();
    }

    @Override
    public TagPromptRepository tagPrompts() {
        return repositories.tagPrompts();
    }

    @Override
    public FactRepository facts() {
        return repositories.facts();
    }

    @Override
    public EvidenceRepository evidence() {
        return repositories.evidence();
    }

    @Override
    public SummaryRepository summaries() {
        return repositories.summaries();
    }

    @Override
    public HrmRunRepository hrmRuns() {
        return repositories.hrmRuns();
    }

    @Override
    public ExtractionRunRepository extractionRuns() {
        return repositories.extractionRuns();
    }

    @Override
    public ChunkIndex chunks() {
        return chunks;
    }

    @Override
    public UnitOfWork unitOfWork() {
        return session;
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public void ping() {
        session.read(dsl -> dsl.selectOne().from(DOCUMENTS).limit(1).fetch().size());
    }

    @Override
    public void clear() {
        session.write("all tables", dsl -> {
            ROOTS.forEach(table -> dsl.deleteFrom(table).execute());
            return ROOTS.size();
        });
    }

    @Override
    public void close() {
        connections.close();
    }
}
