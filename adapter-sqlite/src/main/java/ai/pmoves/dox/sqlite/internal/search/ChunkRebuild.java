package ai.pmoves.dox.sqlite.internal.search;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;
import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_STATE;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkSource;
import ai.pmoves.dox.sqlite.file.LockFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * Makes a new generation of chunks beside the serving one and swaps.
 *
 * <p>Each batch is a transaction of its own, so that other writes continue; they put their chunks into both
 * generations. A lock on a file beside the store, which ends with the process, distinguishes a running rebuild from a
 * crashed one, whose chunks the next one removes.
 */
final class ChunkRebuild {
    private static final int BATCH = 1_000;
    private static final int CLEANUP_BATCH = 5_000;
    private static final String WHAT = "search chunks";

    /** A text that had a vector keeps it; it counts as new for processes with vectors in memory. */
    private static final String ADOPT_VECTORS = """
            update search_chunks as made set
                (embedding_model, embedding_384, embedding_1024, embedding_version) =
                (select had.embedding_model, had.embedding_384, had.embedding_1024, %d from search_chunks as had
                 where had.text_hash = made.text_hash and had.generation = %d and had.embedding_model is not null
                 limit 1)
            where made.generation = %d and made.embedding_model is null""";

    private static final String DROP_ORPHANED_TAGS =
            "delete from search_chunks where generation = %d and source_type = 'tag'"
                    + " and not exists (select 1 from tags where 'tag:' || tags.id = search_chunks.id)";

    private static final String PARENTS_EXIST = "(? is null or exists (select 1 from artifacts where id = ?))"
            + " and (? is null or exists (select 1 from documents where id = ?))";

    private final JooqSession session;
    private final Path storeFile;

    ChunkRebuild(JooqSession session, Path storeFile) {
        this.session = session;
        this.storeFile = storeFile;
    }

    long rebuild(ChunkSource source) {
        if (session.isInUnitOfWork()) {
            throw new IllegalStateException("a rebuild makes its own transactions");
        }
        var lock = LockFile.tryLock(storeFile, "rebuild").orElseThrow(ChunkRebuild::running);
        try (lock) {
            return lockedRebuild(source);
        }
    }

    private static DoxException running() {
        return new DoxException(
                ErrorCode.REBUILD_RUNNING, "The search index is being rebuilt already; wait until that has ended.");
    }

    private long lockedRebuild(ChunkSource source) {
        long serving = session.read(dsl -> SearchState.read(dsl).serving());
        removeOthers(serving);
        long next = serving + 1;
        setBuilding(next);
        boolean swapped = false;
        try {
            var given = new Given();
            var batch = new ArrayList<Chunk>(BATCH);
            source.forEach(chunk -> {
                batch.add(chunk);
                if (batch.size() == BATCH) {
                    given.count += add(next, batch);
                    batch.clear();
                }
            });
            given.count += add(next, batch);
            adoptVectors(serving, next);
            long count = swap(next, given.count);
            swapped = true;
            removeOthers(next);
            return count;
        } finally {
            if (!swapped) {
                abandon(serving);
            }
        }
    }

    private static final class Given {
        long count;
    }

    private void setBuilding(long generation) {
        session.write(WHAT, dsl -> dsl.update(SEARCH_STATE)
                .set(SEARCH_STATE.BUILDING_GENERATION, generation)
                .execute());
    }

    /** Adds the chunks that other writes have not put there already; returns how many of the batch are there now. */
    private int add(long generation, List<Chunk> batch) {
        return session.write(WHAT, dsl -> {
            var living = batch.stream().filter(chunk -> hasParents(dsl, chunk)).toList();
            var present = dsl.select(SEARCH_CHUNKS.ID)
                    .from(SEARCH_CHUNKS)
                    .where(SEARCH_CHUNKS.GENERATION.eq(generation))
                    .and(SEARCH_CHUNKS.ID.in(
                            living.stream().map(c -> c.id().value()).toList()))
                    .fetchSet(SEARCH_CHUNKS.ID);
            ChunkRows.put(
                    dsl,
                    List.of(generation),
                    living.stream()
                            .filter(chunk -> !present.contains(chunk.id().value()))
                            .toList());
            return living.size();
        });
    }

    private static boolean hasParents(DSLContext dsl, Chunk chunk) {
        var artifact = chunk.artifactId() == null ? null : chunk.artifactId().value();
        var document = chunk.documentId() == null ? null : chunk.documentId().value();
        return dsl.fetchExists(
                DSL.selectOne().where(DSL.condition(PARENTS_EXIST, artifact, artifact, document, document)));
    }

    private void adoptVectors(long serving, long next) {
        session.write(WHAT, dsl -> {
            long version = Embeddings.nextVersion(dsl);
            return dsl.execute(ADOPT_VECTORS.formatted(version, serving, next));
        });
    }

    private long swap(long next, long expected) {
        return session.write(WHAT, dsl -> {
            dsl.execute(DROP_ORPHANED_TAGS.formatted(next));
            long chunks = dsl.fetchCount(SEARCH_CHUNKS, SEARCH_CHUNKS.GENERATION.eq(next));
            long indexed = dsl.fetchCount(DSL.table(DSL.name(SearchState.textTable(next) + "_docsize")));
            if (chunks != indexed) {
                throw new IllegalStateException(
                        "%d chunks but %d in the full-text index; the old generation goes on serving"
                                .formatted(chunks, indexed));
            }
            dsl.update(SEARCH_STATE)
                    .set(SEARCH_STATE.SERVING_GENERATION, next)
                    .setNull(SEARCH_STATE.BUILDING_GENERATION)
                    .execute();
            return chunks;
        });
    }

    private void abandon(long serving) {
        session.write(WHAT, dsl -> dsl.update(SEARCH_STATE)
                .setNull(SEARCH_STATE.BUILDING_GENERATION)
                .execute());
        removeOthers(serving);
    }

    /**
     * Removes the chunks of every generation but one, a batch at a time so that other transactions can write between.
     */
    private void removeOthers(long generation) {
        int removed;
        do {
            removed = session.write(
                    WHAT,
                    dsl -> dsl.execute(
                            "delete from search_chunks where chunk_no in"
                                    + " (select chunk_no from search_chunks where generation <> ? limit ?)",
                            generation,
                            CLEANUP_BATCH));
        } while (removed == CLEANUP_BATCH);
    }
}
