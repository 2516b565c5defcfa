package ai.pmoves.dox.ports.search;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The searchable text of a store, with a vector for each chunk that has been embedded.
 *
 * <p>A chunk is found by its words as soon as the write that put it is committed, and by its meaning as soon as
 * {@link #saveEmbeddings} has given it a vector. It goes with the document or artifact that it came from.
 * Readers always see one whole generation; {@link #rebuild} makes the next one beside it.
 *
 * <p>Thread-safe. Reads and writes join the caller's {@link ai.pmoves.dox.ports.store.UnitOfWork}.
 *
 * <p>Implementations pass {@code ChunkIndexContract} and {@code ChunkWritesContract}.
 */
public interface ChunkIndex {

    /**
     * Adds chunks, or replaces those of the same id in their place; of several with one id the last counts. A chunk
     * whose text did not change keeps its vector. One whose text another chunk has been embedded with gets that vector,
     * at the latest when {@link #listPending} is asked.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.parent-missing} if a chunk's document or
     *     artifact does not exist; none of them was written
     */
    @Writes
    void put(List<Chunk> chunks);

    /**
     * Adds or replaces chunks together with the vectors of their texts, as a copy from another store does. Other chunks
     * of these texts get the vectors when {@link #listPending} is asked.
     *
     * @throws IllegalArgumentException if a vector's dimension is not the model's
     * @throws ai.pmoves.dox.domain.error.DoxException {@code search.model-mismatch}, or as {@link #put} does
     */
    @Writes
    void putEmbedded(ModelId model, List<EmbeddedChunk> chunks);

    /** Removes chunks; absent ones do not matter. */
    @Writes
    void remove(Collection<Id<Chunk>> ids);

    /**
     * Returns the best chunks, best first; equal scores in insertion order. The filter applies before the best
     * are taken.
     *
     * <p>Words are matched by their stems, in any case, without accents and however their letters are composed; signs
     * and invisible characters are in no word. One matching word is enough; where very many chunks match, those that
     * match only the commonest of the words may come last whatever their score. Vectors are matched if their cosine is
     * positive, those of the query's own model only.
     */
    @Reads
    List<ChunkHit> search(ChunkQuery query);

    /**
     * Declares that the caller embeds with this model. The first model of a store that several processes share becomes
     * the store's, and others are refused from then on; a store of one process takes any model at any time.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code search.model-mismatch}
     */
    @Writes
    void useModel(ModelId model);

    /**
     * Makes sure that the caller may embed with this model, and changes nothing.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code search.model-mismatch} if the store's model is another one
     */
    @Reads
    void requireModel(ModelId model);

    /** Makes this the store's model: every text waits for its vector by it. */
    @Writes
    void replaceModel(ModelId model);

    /**
     * Returns texts of the serving generation that this model has not embedded yet, each once. Texts of log
     * entries come last, since there may be very many.
     *
     * @param limit 1 to 1000
     * @throws ai.pmoves.dox.domain.error.DoxException {@code search.model-mismatch}
     */
    @Reads
    List<PendingText> listPending(ModelId model, int limit);

    /**
     * Gives a vector to every chunk whose text has this hash; hashes that no chunk has any more do not matter.
     *
     * @throws IllegalArgumentException if a vector's dimension is not the model's
     * @throws ai.pmoves.dox.domain.error.DoxException {@code search.model-mismatch}
     */
    @Writes
    void saveEmbeddings(ModelId model, Map<String, Embedding> byTextHash);

    /** Counts the chunks of the serving generation. */
    @Reads
    ChunkCounts count(ModelId model);

    /**
     * Makes a new generation from these chunks, keeps the vectors of texts that had one (of the store's model where
     * several processes share it), checks that all arrived, and swaps. Until the swap the old generation serves; a
     * crash or an exception before it leaves the old one as it was. Writes committed meanwhile are in both.
     *
     * @param source asked once, outside of any transaction of the caller
     * @return how many chunks serve now
     * @throws ai.pmoves.dox.domain.error.DoxException {@code search.rebuild-running} if another rebuild is running
     */
    @Writes
    long rebuild(ChunkSource source);

    /** Where the chunks of a new generation come from. */
    @FunctionalInterface
    interface ChunkSource {
        /** Hands every chunk to the sink once, in order. */
        void forEach(Consumer<Chunk> sink);
    }

    /** A chunk and the vector of its text. */
    record EmbeddedChunk(Chunk chunk, Embedding embedding) {}

    /** A text that waits for its vector. */
    record PendingText(String textHash, String text) {}

    /**
     * How many chunks there are.
     *
     * @param pending those without a vector of the model that was asked for
     */
    record ChunkCounts(long chunks, long pending) {}
}
