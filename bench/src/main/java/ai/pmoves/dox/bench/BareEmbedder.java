package ai.pmoves.dox.bench;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The peer: the model on the bare ONNX runtime, pooled and normalised by hand. */
final class BareEmbedder implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;

    BareEmbedder() throws OrtException, IOException {
        try (var model = resource("all-minilm-l6-v2.onnx");
                var tokens = resource("all-minilm-l6-v2-tokenizer.json")) {
            session = environment.createSession(model.readAllBytes(), new OrtSession.SessionOptions());
            tokenizer = HuggingFaceTokenizer.newInstance(
                    tokens, Map.of("padding", "true", "truncation", "true", "maxLength", "256"));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(BareEmbedder.class.getClassLoader().getResourceAsStream(name), name);
    }

    List<float[]> embed(List<String> texts, int batchSize) throws OrtException {
        var vectors = new ArrayList<float[]>(texts.size());
        for (int i = 0; i < texts.size(); i += batchSize) {
            embedBatch(texts.subList(i, Math.min(i + batchSize, texts.size())), vectors);
        }
        return vectors;
    }

    private void embedBatch(List<String> texts, List<float[]> vectors) throws OrtException {
        var encodings = tokenizer.batchEncode(texts);
        try (var ids = tensor(encodings, 0);
                var mask = tensor(encodings, 1);
                var types = tensor(encodings, 2);
                var result = session.run(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types))) {
            var hidden = (float[][][]) result.get(0).getValue();
            for (int i = 0; i < encodings.length; i++) {
                vectors.add(pool(hidden[i], encodings[i].getAttentionMask()));
            }
        }
    }

    private OnnxTensor tensor(Encoding[] encodings, int kind) throws OrtException {
        var rows = new long[encodings.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = switch (kind) {
                case 0 -> encodings[i].getIds();
                case 1 -> encodings[i].getAttentionMask();
                default -> encodings[i].getTypeIds();
            };
        }
        return OnnxTensor.createTensor(environment, rows);
    }

    private static float[] pool(float[][] tokens, long[] mask) {
        var sum = new float[tokens[0].length];
        for (int t = 0; t < tokens.length; t++) {
            if (mask[t] == 1) {
                for (int d = 0; d < sum.length; d++) {
                    sum[d] += tokens[t][d];
                }
            }
        }
        double squares = 0;
        for (float v : sum) {
            squares += (double) v * v;
        }
        for (int d = 0; d < sum.length; d++) {
            sum[d] /= (float) Math.sqrt(squares);
        }
        return sum;
    }

    @Override
    public void close() throws OrtException {
        tokenizer.close();
        session.close();
    }
}
