package ai.pmoves.dox.embeddings;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import java.util.Locale;

/** Where the model is asked to run. */
public enum SearchDevice {
    /** The GPU if one answers, or else the CPU. */
    AUTO,
    /** The CPU, even if there is a GPU. */
    CPU,
    /** The first CUDA GPU, or a failure. */
    CUDA;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads an operator's word in any case.
     *
     * @throws DoxException {@code config.invalid} if there is no such device
     */
    public static SearchDevice parse(String text) {
        var word = text.strip().toLowerCase(Locale.ROOT);
        for (var device : values()) {
            if (device.text().equals(word)) {
                return device;
            }
        }
        throw new DoxException(
                ErrorCode.CONFIG_INVALID,
                "the search device is \"%s\"; it has to be auto, cpu or cuda".formatted(text),
                Remedy.CHOOSE_DEVICE);
    }
}
