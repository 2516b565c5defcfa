package ai.pmoves.dox.embeddings;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.translator.TextEmbeddingTranslator;
import ai.djl.inference.Predictor;
import ai.djl.translate.TranslateException;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A graph and its tokenizer, loaded on one device. Its predictors are each for one thread at a time. */
final class TextModel implements AutoCloseable {
    private static final String TOKEN_TYPES = "token_type_ids";
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", TOKEN_TYPES);
    private static final Set<Integer> DIMENSIONS = Set.of(384, 1024);
    private static final int REVISION_CHARS = 12;

    private final Model model;
    private final HuggingFaceTokenizer tokenizer;
    private final TextEmbeddingTranslator translator;
    private final ModelId id;
    private final Device device;

    private TextModel(
            Model model,
            HuggingFaceTokenizer tokenizer,
            TextEmbeddingTranslator translator,
            ModelId id,
            Device device) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.translator = translator;
        this.id = id;
        this.device = device;
    }

    /**
     * Loads the files and runs the model once.
     *
     * @throws DoxException {@code model.invalid} if one of them is broken, or the vectors are of another length
     *     than the stores keep
     */
    static TextModel load(ModelFiles files, Device device, int maxTokens) {
        var model = Model.newInstance(files.name(), device, NativeRuntime.ENGINE);
        try {
            var sha256 = loadGraph(files, model);
            var tokenizer = loadTokenizer(files, maxTokens);
            try {
                var translator = translator(files, model, tokenizer);
                var revision = sha256.substring(0, REVISION_CHARS);
                var id = new ModelId(files.name(), revision, dimension(files, model, translator));
                return new TextModel(model, tokenizer, translator, id, device);
            } catch (RuntimeException e) {
                tokenizer.close();
                throw e;
            }
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }

    ModelId id() {
        return id;
    }

    /** {@code cpu} or {@code cuda:0}. */
    String device() {
        return device.isGpu() ? "cuda:" + device.getDeviceId() : "cpu";
    }

    /** A predictor for one thread at a time; the caller closes it before this model. */
    Predictor<String, float[]> newPredictor() {
        return model.newPredictor(translator);
    }

    @Override
    public void close() {
        model.close();
        tokenizer.close();
    }

    private static String loadGraph(ModelFiles files, Model model) {
        try {
            return files.loadInto(model);
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw invalid(files, files.graphName() + " cannot be loaded", e);
        }
    }

    private static HuggingFaceTokenizer loadTokenizer(ModelFiles files, int maxTokens) {
        var options = Map.of("padding", "true", "truncation", "true", "maxLength", Integer.toString(maxTokens));
        try (var in = files.openTokenizer()) {
            return HuggingFaceTokenizer.newInstance(in, options);
        } catch (IOException | RuntimeException e) {
            throw invalid(files, files.tokenizerName() + " cannot be loaded", e);
        }
    }

    private static TextEmbeddingTranslator translator(ModelFiles files, Model model, HuggingFaceTokenizer tokenizer) {
        var inputs = new TreeSet<>(model.describeInput().keys());
        if (!INPUTS.containsAll(inputs)) {
            throw invalid(
                    files, "%s wants the inputs %s, not those of a text".formatted(files.graphName(), inputs), null);
        }
        return TextEmbeddingTranslator.builder(tokenizer)
                .optIncludeTokenTypes(inputs.contains(TOKEN_TYPES))
                .optPoolingMode(files.pooling().text())
                .optNormalize(true)
                .build();
    }

    private static int dimension(ModelFiles files, Model model, TextEmbeddingTranslator translator) {
        int dimension;
        try (var predictor = model.newPredictor(translator)) {
            dimension = Embedding.of(predictor.predict("probe")).dimension();
        } catch (TranslateException | RuntimeException e) {
            throw invalid(files, files.graphName() + " cannot be run as a text embedding model", e);
        }
        if (!DIMENSIONS.contains(dimension)) {
            throw new DoxException(
                    ErrorCode.MODEL_INVALID,
                    files.graphName() + " makes vectors of " + dimension
                            + " dimensions, but the stores keep 384 or 1024",
                    Remedy.NAME_ANOTHER_MODEL);
        }
        return dimension;
    }

    private static DoxException invalid(ModelFiles files, String what, @Nullable Throwable cause) {
        var why = cause == null ? "" : " (" + Failures.reason(cause) + ")";
        return new DoxException(ErrorCode.MODEL_INVALID, Reason.of(what + why, files.remedy()), cause);
    }
}
