package ai.pmoves.dox.supabase.internal.search;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.search.ChunkIndex.ChunkSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new generation of chunks beside the serving one and swaps.
 *
 * <p>Each batch is a transaction of its own, so that other writes continue; they put their chunks into both
 * generations. An advisory lock, held by a transaction of its own, distinguishes a rebuild that is running anywhere
 * from a crashed one, whose chunks the next one removes.
 */
public final class ChunkRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(ChunkRebuild.class);
    private static final int CLEANUP_BATCH = 5_000;
    private static final int TRIES = 5;
    private static final String WHAT = "search chunks";

    private static final String TRY_LOCK = "select pg_try_advisory_xact_lock(hashtext('dox.rebuild'))";

    /** An unused number: a crashed rebuild may have left rows of its generation. */
    private static final String BEGIN = """
            update public.search_state
            set building_generation = 1 + greatest(serving_generation, building_generation,
                (select max(generation) from public.search_chunks), (select max(generation) from dox.word_counts))
            returning building_generation""";

    /** The chunks that other writes have not put there already, with the vectors of equal texts. */
    private static final String ADD_MISSING = """
            insert into public.search_chunks
                (generation, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta,
                 embedding_model, embedding_384, embedding_1024)
            select ?, b.id, b.source_type, b.artifact_id, b.document_id, b.chunk_index, b.text, b.text_hash, b.meta,
                had.embedding_model, had.embedding_384, had.embedding_1024
            from pg_temp.chunk_batch b left join lateral (
                select h.embedding_model, h.embedding_384, h.embedding_1024 from public.search_chunks h
                where h.text_hash = b.text_hash
                    and h.embedding_model = (select embedding_model from public.search_state) limit 1) had on true
            where (b.artifact_id is null or exists (select 1 from public.artifacts a where a.id = b.artifact_id))
                and (b.document_id is null or exists (select 1 from public.documents d where d.id = b.document_id))
            order by b.place
            on conflict (generation, id) do nothing""";

    /** The chunks that other writes have put there meanwhile came without a vector. */
    private static final String ADOPT_VECTORS = """
            update public.search_chunks c set embedding_model = w.embedding_model, embedding_384 = w.embedding_384,
                embedding_1024 = w.embedding_1024
            from (select m.chunk_no, h.* from public.search_chunks m cross join lateral (
                    select embedding_model, embedding_384, embedding_1024 from public.search_chunks
                    where text_hash = m.text_hash
                        and embedding_model = (select embedding_model from public.search_state) limit 1) h
                where m.generation = ? and m.embedding_model is null for update of m skip locked) w
            where c.chunk_no = w.chunk_no""";

    private static final String DROP_ORPHANED_TAGS = """
            delete from public.search_chunks where generation = ? and source_type = 'tag'
                and not exists (select 1 from public.tags where 'tag:' || tags.id = search_chunks.id)""";

    private static final String COUNT = """
            select (select count(*) from public.search_chunks where generation = ?),
                (select coalesce(sum(chunks), 0) from dox.word_counts where generation = ? and word = '')""";

    private static final String SWAP =
            "update public.search_state set serving_generation = ?, building_generation = null";

    private static final String ABANDON =
            "update public.search_state set building_generation = null where building_generation = ?";

    private static final String REMOVE_OTHERS = """
            delete from public.search_chunks where chunk_no in (
                select chunk_no from public.search_chunks where generation not in (
                    select serving_generation from public.search_state union all
                    select building_generation from public.search_state where building_generation is not null)
                limit ?)""";

    private static final String REMOVE_OTHER_COUNTS = """
            delete from dox.word_counts where generation not in (
                select serving_generation from public.search_state union all
                select building_generation from public.search_state where building_generation is not null)""";

    private final JooqSession session;
    private final JooqSession locks;
    private final int batchSize;

    /** @param locks another session on the same database, whose transactions are not those of {@code session} */
    public ChunkRebuild(JooqSession session, JooqSession locks, int batchSize) {
        this.session = session;
        this.locks = locks;
        this.batchSize = batchSize;
    }

    public long rebuild(ChunkSource source) {
        if (session.isInUnitOfWork()) {
            throw new IllegalStateException("a rebuild makes its own transactions");
        }
        if (locks.isInUnitOfWork()) {
            throw running(); // by this very thread, whose transaction would be given the lock again
        }
        return locks.write(WHAT, dsl -> {
            dsl.execute(
                    "set local idle_in_transaction_session_timeout = 0"); // this transaction waits for all the others
            if (!dsl.fetchSingle(TRY_LOCK).get(0, Boolean.class)) {
                throw running();
            }
            return lockedRebuild(source);
        });
    }

    private static DoxException running() {
        return new DoxException(
                ErrorCode.REBUILD_RUNNING, "The search index is being rebuilt already; wait until that has ended.");
    }

    private long lockedRebuild(ChunkSource source) {
        long next = session.write(WHAT, dsl -> dsl.fetchSingle(BEGIN).get(0, Long.class));
        boolean swapped = false;
        try {
            removeOthers();
            var batch = new ArrayList<ChunkBatch.Row>(batchSize);
            source.forEach(chunk -> {
                batch.add(new ChunkBatch.Row(chunk, null, null));
                if (batch.size() == batchSize) {
                    add(next, batch);
                    batch.clear();
                }
            });
            add(next, batch);
            session.write(WHAT, dsl -> dsl.execute(ADOPT_VECTORS, next));
            long count = swap(next);
            swapped = true;
            return count;
        } finally {
            if (!swapped) {
                session.write(WHAT, dsl -> dsl.execute(ABANDON, next));
            }
            removeOthers();
        }
    }

    private void add(long generation, List<ChunkBatch.Row> batch) {
        for (int tries = 1; !added(generation, batch, tries); tries++) {
            LOG.debug("event=rebuild.batch-again generation={} tries={}", generation, tries);
        }
    }

    /** False if a document was removed between its read and the insert of its chunk; the caller may retry. */
    private boolean added(long generation, List<ChunkBatch.Row> batch, int tries) {
        try {
            return session.write(WHAT, dsl -> {
                ChunkBatch.fill(dsl, batch);
                dsl.execute(ADD_MISSING, generation);
                return true;
            });
        } catch (DoxException e) {
            if (e.code() == ErrorCode.PARENT_MISSING && tries < TRIES) {
                return false;
            }
            throw e;
        }
    }

    private long swap(long next) {
        return session.write(WHAT, dsl -> {
            var state = SearchState.forSwapping(dsl);
            if (!Objects.equals(state.building(), next)) {
                throw running(); // the lock was lost with its connection, and another rebuild began
            }
            dsl.execute(DROP_ORPHANED_TAGS, next);
            var counts = dsl.fetchSingle(COUNT, next, next);
            long chunks = counts.get(0, Long.class);
            long counted = counts.get(1, Long.class);
            if (chunks != counted) {
                throw new IllegalStateException(
                        "%d chunks but %d in the word counts; the old generation goes on serving"
                                .formatted(chunks, counted));
            }
            dsl.execute(SWAP, next);
            return chunks;
        });
    }

    /**
     * Removes the chunks of generations that neither serve nor are made, a batch at a time, so that other transactions
     * can write.
     */
    private void removeOthers() {
        int removed;
        do {
            removed = session.write(WHAT, dsl -> dsl.execute(REMOVE_OTHERS, CLEANUP_BATCH));
        } while (removed == CLEANUP_BATCH);
        session.write(WHAT, dsl -> dsl.execute(REMOVE_OTHER_COUNTS));
    }
}
