package ai.pmoves.dox.bench;

import ai.pmoves.dox.embeddings.DjlEmbedder;
import ai.pmoves.dox.embeddings.EmbedderConfig;

/** The product's embedder beside the bare runtime, on the same texts in turn. */
final class Embedding {
    private static final int ROUNDS = 5;
    private static final int BATCH = 32;

    private Embedding() {}

    static void run() throws Exception {
        Report.title("Embedding 640 texts of 5 to 120 words, beside the bare ONNX runtime (batches of 32)");
        var texts = new Texts(42).texts(640, 5, 120);
        try (var embedder = DjlEmbedder.open(EmbedderConfig.DEFAULT);
                var bare = new BareEmbedder()) {
            embedder.embed(texts.subList(0, 64));
            bare.embed(texts.subList(0, 64), BATCH);
            var ratios = new double[ROUNDS];
            var ours = new double[ROUNDS];
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                bare.embed(texts, BATCH);
                long middle = System.nanoTime();
                embedder.embed(texts);
                long end = System.nanoTime();
                ours[i] = texts.size() / ((end - middle) / 1e9);
                ratios[i] = (double) (middle - start) / (end - middle);
            }
            Report.figure("dox", "%.0f texts/s (median of %d)", Report.median(ours), ROUNDS);
            Report.ratio("dox / bare runtime, texts per second", Report.median(ratios), "at least 0.90");
        }
    }
}
