package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ingest.internal.files.YamlFiles;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads the map that an operator configured: an object with {@code entry} and {@code fields}, in JSON or YAML. */
public final class XmlMapConfig {
    private static final Logger LOG = LoggerFactory.getLogger(XmlMapConfig.class);

    private XmlMapConfig() {}

    /** Returns the map of the file if it exists, else of the text, or empty if there is none. */
    public static Optional<XmlMap> of(@Nullable Path file, @Nullable String text) {
        if (file != null && Files.isRegularFile(file)) {
            return map(read(file), file.toString());
        }
        return text == null || text.isBlank() ? Optional.empty() : map(text, "(text)");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw Failures.of(
                    ErrorCode.CONFIG_INVALID, "Cannot read the XML map %s: %s".formatted(file, Failures.reason(e)), e);
        }
    }

    private static Optional<XmlMap> map(String text, String where) {
        if (value(text, where) instanceof Map<?, ?> map
                && map.get("entry") instanceof String entry
                && !entry.isBlank()
                && map.get("fields") instanceof Map<?, ?> fields
                && !fields.isEmpty()) {
            var paths = new LinkedHashMap<String, String>();
            fields.forEach((key, path) -> {
                if (path instanceof String selector && !selector.isBlank()) {
                    paths.put(String.valueOf(key), selector);
                }
            });
            return Optional.of(XmlMap.of(entry, paths));
        }
        LOG.warn("event=xml-map-ignored source={} reason=\"it has no entry or no fields\"", where);
        return Optional.empty();
    }

    private static @Nullable Object value(String text, String where) {
        try {
            return JsonFiles.read(new StringReader(text));
        } catch (JsonProcessingException notJson) {
            return yaml(text, where);
        } catch (IOException e) {
            throw new IllegalStateException("text in memory is always readable", e);
        }
    }

    private static @Nullable Object yaml(String text, String where) {
        try {
            return YamlFiles.read(new StringReader(text));
        } catch (YAMLException e) {
            throw Failures.of(
                    ErrorCode.CONFIG_INVALID,
                    Reason.of(
                            "The XML map %s is neither JSON nor YAML: %s".formatted(where, YamlFiles.reason(e)),
                            Remedy.CORRECT_XML_MAP),
                    e);
        } catch (YamlFiles.BombException e) {
            throw Failures.of(
                    ErrorCode.CONFIG_INVALID,
                    Reason.of("The XML map %s: %s".formatted(where, Failures.reason(e)), Remedy.CORRECT_XML_MAP),
                    e);
        }
    }
}
