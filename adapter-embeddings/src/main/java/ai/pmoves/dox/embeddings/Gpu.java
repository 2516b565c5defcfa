package ai.pmoves.dox.embeddings;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.util.Optional;

/** Whether ONNX Runtime can reach a CUDA GPU. */
final class Gpu {
    /** The build for GPUs that goes with this DJL; not every version of the runtime has one. */
    private static final String RUNTIME = "com.microsoft.onnxruntime:onnxruntime_gpu:1.21.0";

    private static final String DRIVER = "an NVIDIA driver, CUDA 12 and cuDNN 9";

    private Gpu() {}

    /** What is missing and where to get it, or empty if the GPU answers. */
    static Optional<String> missing() {
        try {
            if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
                return Optional.of("this ONNX Runtime has no CUDA: put " + RUNTIME
                        + " on the class path in place of com.microsoft.onnxruntime:onnxruntime, and install "
                        + DRIVER);
            }
            try (var options = new OrtSession.SessionOptions()) {
                options.addCUDA(0);
                return Optional.empty();
            }
        } catch (OrtException | RuntimeException | LinkageError e) {
            return Optional.of("no GPU answers (%s): install %s".formatted(Failures.reason(e), DRIVER));
        }
    }
}
