package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the values of keys; one that cannot be read is {@code config.invalid}, naming key, value and choices. */
final class ConfigValues {
    private static final Set<String> TRUE = Set.of("1", "true", "yes", "on");
    private static final Set<String> FALSE = Set.of("0", "false", "no", "off");

    private static final int MAX_FILE_BYTES = 64 * 1024;

    private final Map<String, String> values;
    private final Path workingDirectory;

    /** @param workingDirectory where relative paths begin */
    ConfigValues(Map<String, String> values, Path workingDirectory) {
        this.values = values;
        this.workingDirectory = workingDirectory;
    }

    /** The value if it is set and not blank. */
    Optional<String> set(ConfigKey key) {
        return Optional.ofNullable(values.get(key.name())).map(String::strip).filter(value -> !value.isEmpty());
    }

    String text(ConfigKey key) {
        return set(key).orElse(key.defaultText());
    }

    /** The flag if it is set. */
    Optional<Boolean> optionalFlag(ConfigKey key) {
        return set(key).map(word -> flag(key));
    }

    boolean flag(ConfigKey key) {
        var word = text(key).toLowerCase(Locale.ROOT);
        if (TRUE.contains(word)) {
            return true;
        }
        if (FALSE.contains(word)) {
            return false;
        }
        throw invalid(key, text(key), "1, true, yes, on, 0, false, no or off");
    }

    int integer(ConfigKey key, int least, int most) {
        return (int) number(key, least, most);
    }

    long number(ConfigKey key, long least, long most) {
        var choices = most == Long.MAX_VALUE ? "a whole number from " + least : "%d to %d".formatted(least, most);
        try {
            long value = Long.parseLong(text(key));
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw invalid(key, text(key), choices);
        }
        throw invalid(key, text(key), choices);
    }

    /** A share of something. */
    double fraction(ConfigKey key) {
        try {
            double value = Double.parseDouble(text(key));
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw invalid(key, text(key), "a number from 0 to 1");
        }
        throw invalid(key, text(key), "a number from 0 to 1");
    }

    Optional<Path> path(ConfigKey key) {
        try {
            return set(key).map(workingDirectory::resolve);
        } catch (InvalidPathException e) {
            throw invalid(key, text(key), "a path: " + e.getReason());
        }
    }

    /** The path if it is set, or else the default one. */
    Path pathOrDefault(ConfigKey key) {
        return path(key).orElseGet(() -> workingDirectory.resolve(key.defaultText()));
    }

    /** The text of a small file. */
    Optional<String> textOfFile(ConfigKey key) {
        return path(key).map(file -> {
            try (var in = Files.newInputStream(file)) {
                var bytes = in.readNBytes(MAX_FILE_BYTES + 1);
                if (bytes.length <= MAX_FILE_BYTES) {
                    return Text.clean(new String(bytes, StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                throw invalid(key, text(key), "a file that can be read");
            }
            throw invalid(key, text(key), "a file of at most %d bytes".formatted(MAX_FILE_BYTES));
        });
    }

    /** The address of a server, without a slash at its end. It is shown in logs and answers, so no login is in it. */
    Optional<URI> url(ConfigKey key) {
        return set(key).map(text -> url(key, text));
    }

    /** Like {@link #url}, of a key whose default is an address. */
    URI requiredUrl(ConfigKey key) {
        return url(key, text(key));
    }

    private static URI url(ConfigKey key, String text) {
        if (text.contains("@")) {
            throw invalid(key, withoutLogin(text), "a URL without a login, such as https://host");
        }
        try {
            var url = new URI(text.replaceFirst("/+$", ""));
            if (url.getHost() != null && Set.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (URISyntaxException e) {
            throw invalid(key, text, "a URL such as https://host");
        }
        throw invalid(key, text, "a URL such as https://host");
    }

    /** An address as it may be shown. */
    static String withoutLogin(String url) {
        return url.replaceFirst("//.*@", "//***@");
    }

    /** A list that commas separate. */
    List<String> list(ConfigKey key) {
        return List.of(text(key).split(",")).stream()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    String choice(ConfigKey key, List<String> choices) {
        var word = text(key).toLowerCase(Locale.ROOT);
        if (!choices.contains(word)) {
            throw invalid(key, text(key), String.join(" or ", choices));
        }
        return word;
    }

    static DoxException invalid(ConfigKey key, String value, String choices) {
        return new DoxException(
                ErrorCode.CONFIG_INVALID, "%s is '%s'; it has to be %s.".formatted(key, value, choices));
    }
}
