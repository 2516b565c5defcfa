package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.ChunkQuery.QueryVector;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.domain.text.Text;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** Chunks, their vectors, and queries that find some of them. */
final class OddChunks {
    private static final int CHUNKS = 150;
    private static final int AXES = 6;

    private static final List<String> WORDS = List.of(
            "loan",
            "loans",
            "payment",
            "Payments",
            "gateway",
            "refused",
            "refuse",
            "timeout",
            "running",
            "runner",
            "cancel",
            "invoice",
            "the",
            "of",
            "42",
            "3.14",
            "E1",
            "worker-7",
            "a_b",
            "/v1/loan",
            "caf\u00e9",
            "CAFE",
            "Stra\u00dfe",
            "\u043f\u043b\u0430\u0442\u0435\u0436",
            "\u65e5\u672c");

    private final Dice dice;
    private final OddValues values;
    private final OddRows rows;

    OddChunks(Dice dice, OddValues values, OddRows rows) {
        this.dice = dice;
        this.values = values;
        this.rows = rows;
    }

    Chunk chunk() {
        var type = dice.oneOf(List.of(SourceType.values()));
        Id<Chunk> id = type == SourceType.TAG ? Id.of("tag:" + rows.childId("t")) : values.id("c", CHUNKS);
        return new Chunk(
                id,
                type,
                dice.onceIn(5) ? rows.artifactId() : null,
                dice.onceIn(3) ? null : rows.documentId(),
                values.whole(),
                text(),
                dice.onceIn(9) ? values.json() : Json.of(metadata()));
    }

    Id<Chunk> id() {
        return values.id("c", CHUNKS);
    }

    /** A few short texts that many chunks share, or words and odd text. */
    String text() {
        if (dice.onceIn(3)) {
            return dice.oneOf(WORDS);
        }
        var words = dice.listOf(12, () -> dice.oneOf(WORDS)).stream().collect(Collectors.joining(" "));
        return "chunk " + words + (dice.onceIn(4) ? " " + oddWords() : "");
    }

    /** Without characters of no meaning, of which FTS5 makes words and Postgres none, and the Turkish I with a dot. */
    private String oddWords() {
        return Text.clean(values.anyText()).replaceAll("[\\p{Co}\\x{10FFFF}\u0130]", "");
    }

    private Map<String, Object> metadata() {
        var metadata = new HashMap<String, Object>();
        for (int i = dice.below(4); i > 0; i--) {
            metadata.put(values.anyText(), dice.onceIn(3) ? values.shallowJson() : values.anyText());
        }
        return metadata;
    }

    ChunkQuery query(ModelId model) {
        var mode = dice.oneOf(List.of(SearchMode.values()));
        var text = dice.listOf(4, () -> dice.onceIn(8) ? oddWords() : dice.oneOf(WORDS)).stream()
                .collect(Collectors.joining(" "));
        var vector = new float[model.dimension()];
        vector[dice.below(AXES)] = 1;
        return new ChunkQuery(
                mode,
                text.isBlank() ? "loan" : text,
                Optional.of(new QueryVector(model, Embedding.of(vector))),
                dice.onceIn(3) ? filter() : ChunkFilter.NONE,
                1 + dice.below(ChunkQuery.MAX_LIMIT));
    }

    private ChunkFilter filter() {
        return new ChunkFilter(
                new HashSet<>(dice.listOf(2, () -> dice.oneOf(List.of(SourceType.values())))),
                dice.optional(3, rows::documentId),
                dice.optional(5, rows::artifactId),
                dice.onceIn(3) ? Map.of(values.anyText(), values.anyText()) : Map.of());
    }

    /**
     * The meaning of a text to a model: a direction among the first axes. A query has one axis only, so that its
     * products with these are exact and every store computes the same.
     */
    static Embedding embed(ModelId model, String text) {
        var random = new Random(text.hashCode() * 31L + model.hashCode());
        var components = new double[AXES];
        double squares = 0;
        for (int axis = 0; axis < AXES; axis++) {
            components[axis] = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
            squares += components[axis] * components[axis];
        }
        var vector = new float[model.dimension()];
        for (int axis = 0; axis < AXES; axis++) {
            vector[axis] = (float) (squares == 0 ? (axis == 0 ? 1 : 0) : components[axis] / Math.sqrt(squares));
        }
        return Embedding.of(vector);
    }
}
