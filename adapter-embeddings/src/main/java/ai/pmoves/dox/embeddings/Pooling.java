package ai.pmoves.dox.embeddings;

import ai.djl.util.JsonUtils;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the vectors of a text's tokens become the vector of the text. */
enum Pooling {
    /** Their mean. */
    MEAN,
    /** That of the first token. */
    CLS;

    /** The word that DJL's translator wants. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the file that sentence-transformers writes, {@code 1_Pooling/config.json}.
     *
     * @return the mean if there is no such file
     * @throws DoxException {@code model.invalid} if it is no JSON object or asks for another pooling
     */
    static Pooling read(Path file) {
        if (Files.notExists(file)) {
            return MEAN;
        }
        JsonObject config;
        try {
            config = JsonUtils.GSON.fromJson(Files.readString(file), JsonObject.class);
        } catch (IOException | JsonParseException e) {
            throw unusable(file, e);
        }
        if (config != null && isSet(config, "pooling_mode_cls_token")) {
            return CLS;
        }
        if (config != null && isSet(config, "pooling_mode_mean_tokens")) {
            return MEAN;
        }
        throw unusable(file, null);
    }

    private static boolean isSet(JsonObject config, String key) {
        var value = config.get(key);
        return value != null && value.isJsonPrimitive() && value.getAsBoolean();
    }

    private static DoxException unusable(Path file, @Nullable Throwable cause) {
        return new DoxException(
                ErrorCode.MODEL_INVALID,
                file + " has to be a JSON object that sets pooling_mode_mean_tokens or pooling_mode_cls_token to true",
                cause);
    }
}
