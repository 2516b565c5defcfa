package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.ChunkIndex.EmbeddedChunk;
import ai.pmoves.dox.ports.search.ChunkIndex.PendingText;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.testing.stores.model.Outcome.OnPurpose;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Steps on the searchable text. */
final class ChunkSteps {
    private static final int BATCH = 8;
    private static final MathContext COMPARED_DIGITS = new MathContext(9);

    private final Dice dice;
    private final OddChunks chunks;
    private final ModelId model;

    /** @param model whose vectors these steps write and look for */
    ChunkSteps(Dice dice, OddChunks chunks, ModelId model) {
        this.dice = dice;
        this.chunks = chunks;
        this.model = model;
    }

    /** A hit as it is compared: sums of floating-point numbers depend on their order in the last digits. */
    private record Hit(
            Chunk chunk,
            @Nullable BigDecimal score,
            @Nullable BigDecimal textScore,
            @Nullable BigDecimal cosine) {
        static Hit of(ChunkHit hit) {
            return new Hit(
                    hit.chunk(),
                    rounded(OptionalDouble.of(hit.score())),
                    rounded(hit.textScore()),
                    rounded(hit.cosineSimilarity()));
        }

        private static @Nullable BigDecimal rounded(OptionalDouble score) {
            return score.isEmpty()
                    ? null
                    : BigDecimal.valueOf(score.getAsDouble())
                            .round(COMPARED_DIGITS)
                            .stripTrailingZeros();
        }
    }

    List<Supplier<Step>> writes() {
        return List.of(
                this::put,
                this::put,
                this::put,
                this::putEmbedded,
                this::remove,
                this::saveEmbeddings,
                this::saveEmbeddings,
                this::embedAll);
    }

    List<Supplier<Step>> reads() {
        return List.of(this::search, this::search, this::search, this::search, this::count, this::listPending);
    }

    /** This model becomes the store's, and before all texts have their vectors again some are written. */
    Step replaceModel() {
        var writes = dice.listOf(4, () -> dice.oneOf(writes()).get());
        var embedAll = embedAll();
        return Step.of(
                "chunks.replaceModel, useModel, requireModel",
                store -> {
                    store.chunks().replaceModel(model);
                    store.chunks().useModel(model);
                    store.chunks().requireModel(model);
                    var answers = new ArrayList<Outcome>();
                    writes.forEach(step -> answers.add(Outcome.of(step, store)));
                    answers.add(Outcome.of(embedAll, store));
                    return answers;
                },
                model,
                writes);
    }

    private List<Chunk> batch(int size) {
        return dice.listOf(size, chunks::chunk);
    }

    private Step put() {
        var batch = batch(BATCH);
        return Step.write("chunks.put", store -> store.chunks().put(batch), batch);
    }

    private Step putEmbedded() {
        var batch = batch(BATCH).stream()
                .map(chunk -> new EmbeddedChunk(chunk, OddChunks.embed(model, chunk.text())))
                .toList();
        return Step.write("chunks.putEmbedded", store -> store.chunks().putEmbedded(model, batch), model, batch);
    }

    private Step remove() {
        var ids = dice.listOf(BATCH, chunks::id);
        return Step.write("chunks.remove", store -> store.chunks().remove(ids), ids);
    }

    private Step saveEmbeddings() {
        var texts = dice.listOf(BATCH, chunks::text);
        var vectors = new HashMap<String, Embedding>();
        texts.forEach(text -> vectors.put(Chunks.textHash(text), OddChunks.embed(model, text)));
        return Step.write("chunks.saveEmbeddings", store -> store.chunks().saveEmbeddings(model, vectors), texts);
    }

    /** As the background embedder does it: until nothing waits. */
    private Step embedAll() {
        int limit = dice.onceIn(3) ? 3 : 1_000;
        return Step.of(
                "chunks.listPending and saveEmbeddings until nothing waits",
                store -> {
                    var waiting = store.chunks().listPending(model, limit);
                    while (!waiting.isEmpty()) {
                        store.chunks().saveEmbeddings(model, vectors(waiting));
                        waiting = store.chunks().listPending(model, limit);
                    }
                    return store.chunks().count(model);
                },
                model,
                limit);
    }

    private Map<String, Embedding> vectors(List<PendingText> texts) {
        return texts.stream()
                .collect(Collectors.toMap(PendingText::textHash, text -> OddChunks.embed(model, text.text())));
    }

    private Step listPending() {
        return Step.of(
                "chunks.listPending",
                store -> store.chunks().listPending(model, 1_000).stream().collect(Collectors.toSet()),
                model);
    }

    private Step count() {
        return Step.of("chunks.count", store -> store.chunks().count(model), model);
    }

    private Step search() {
        var query = chunks.query(model);
        return Step.of(
                "chunks.search",
                store -> store.chunks().search(query).stream().map(Hit::of).toList(),
                query);
    }

    /**
     * Writes may come after it has begun, and it may fail in the end. They come before its first chunk, since stores
     * write those in batches of their own sizes. It cannot be part of a unit of work.
     */
    Step rebuild() {
        var byId = new LinkedHashMap<Id<Chunk>, Chunk>();
        batch(60).forEach(chunk -> byId.put(chunk.id(), chunk));
        var source = List.copyOf(byId.values());
        var meanwhile = dice.listOf(2, () -> dice.onceIn(2) ? put() : remove());
        boolean fails = dice.onceIn(3);
        return Step.of(
                "chunks.rebuild" + (fails ? ", which fails" : ""),
                store -> {
                    var answers = new ArrayList<Object>();
                    var rebuild = Step.of("rebuild", rebuilt -> rebuilt.chunks().rebuild(sink -> {
                        meanwhile.forEach(step -> answers.add(Outcome.of(step, store)));
                        source.forEach(sink);
                        if (fails) {
                            throw new OnPurpose();
                        }
                    }));
                    answers.add(Outcome.of(rebuild, store));
                    return answers;
                },
                source,
                meanwhile);
    }

    static Step clear() {
        return Step.write("clear", Store::clear);
    }
}
