package ai.pmoves.dox.embeddings;

import ai.djl.Device;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the device and loads the model there. */
final class ModelLoader {
    private static final Logger log = LoggerFactory.getLogger(ModelLoader.class);

    private ModelLoader() {}

    /**
     * Loads the model and logs where it runs and why.
     *
     * @throws DoxException {@code model.invalid} or {@code model.unavailable}
     */
    static TextModel load(EmbedderConfig config) {
        var files = config.modelDirectory().<ModelFiles>map(ModelDirectory::of).orElseGet(BundledModel::new);
        NativeRuntime.start();
        return switch (config.device()) {
            case CPU -> onCpu(files, config, "it was asked for");
            case CUDA -> onGpu(files, config, "it was asked for");
            case AUTO -> onBest(files, config);
        };
    }

    private static TextModel onBest(ModelFiles files, EmbedderConfig config) {
        var missing = Gpu.missing();
        if (missing.isPresent()) {
            return onCpu(files, config, missing.get());
        }
        try {
            return onGpu(files, config, "it answers");
        } catch (DoxException e) {
            return onCpu(files, config, e.getMessage());
        }
    }

    private static TextModel onGpu(ModelFiles files, EmbedderConfig config, String why) {
        Gpu.missing().ifPresent(missing -> {
            throw new DoxException(
                    ErrorCode.MODEL_UNAVAILABLE, "the search device is cuda, but " + missing, Remedy.CHOOSE_DEVICE);
        });
        try {
            return load(files, config, Device.gpu(0), why);
        } catch (DoxException e) {
            throw new DoxException(
                    ErrorCode.MODEL_UNAVAILABLE, e.reason().in("the search model does not run on the GPU: %s"), e);
        }
    }

    private static TextModel onCpu(ModelFiles files, EmbedderConfig config, String why) {
        return load(files, config, Device.cpu(), why);
    }

    private static TextModel load(ModelFiles files, EmbedderConfig config, Device device, String why) {
        var model = TextModel.load(files, device, config.maxTokens());
        log.info("event=model-loaded model={} device={} reason=\"{}\"", model.id(), model.device(), why);
        return model;
    }
}
