package ai.pmoves.dox.domain.search;

import java.util.Locale;
import java.util.Optional;

/** What a chunk was made from. */
public enum SourceType {
    PDF,
    API,
    LOG,
    TAG;

    /** The lower-case word that clients use. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a client's word in any case; empty if there is no such type. */
    public static Optional<SourceType> parse(String text) {
        for (var type : values()) {
            if (type.text().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
