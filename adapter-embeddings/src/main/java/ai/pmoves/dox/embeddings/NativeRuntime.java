package ai.pmoves.dox.embeddings;

import ai.djl.engine.Engine;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.nio.file.Path;

/**
 * The native libraries of DJL, set up to keep to this machine and loaded once per process.
 *
 * <p>It sets system properties that the operator left unset: {@code ai.djl.offline} and
 * {@code OPT_OUT_TRACKING}, so that nothing is fetched or reported, and {@code DJL_CACHE_DIR} if the home
 * directory cannot be written.
 */
final class NativeRuntime {
    /** The engine that runs the graph. The tokenizers bring another one, which would be the default. */
    static final String ENGINE = "OnnxRuntime";

    private static final String POOLING_ENGINE = "Rust";

    private NativeRuntime() {}

    /**
     * Loads the libraries, unless they are loaded. Thread-safe.
     *
     * @throws DoxException {@code model.unavailable} if this platform has none, or they cannot be unpacked
     */
    static synchronized void start() {
        setUnlessSet("ai.djl.offline", "true");
        setUnlessSet("OPT_OUT_TRACKING", "true");
        try {
            if (!isSet("DJL_CACHE_DIR") && !isSet("ENGINE_CACHE_DIR")) {
                var preferred = Path.of(System.getProperty("user.home"), ".djl.ai");
                NativeCache.insteadOf(preferred)
                        .ifPresent(cache -> System.setProperty("DJL_CACHE_DIR", cache.toString()));
            }
            Engine.getEngine(ENGINE);
            Engine.getEngine(POOLING_ENGINE);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw new DoxException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "the native libraries of the search model cannot be loaded (" + Failures.reason(e)
                            + "); they need a 64-bit Linux, macOS or Windows and a directory to unpack to, which"
                            + " DJL_CACHE_DIR can name",
                    e);
        }
    }

    private static void setUnlessSet(String key, String value) {
        if (!isSet(key)) {
            System.setProperty(key, value);
        }
    }

    private static boolean isSet(String key) {
        return System.getenv(key) != null || System.getProperty(key) != null;
    }
}
