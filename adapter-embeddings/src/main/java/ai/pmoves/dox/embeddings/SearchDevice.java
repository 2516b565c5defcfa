package ai.pmoves.dox.embeddings;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.util.Locale;

/** Where the model is asked to run; {@code SEARCH_DEVICE} names it. */
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
                ErrorCode.CONFIG_INVALID, "SEARCH_DEVICE is \"%s\"; it has to be auto, cpu or cuda".formatted(text));
    }
}
