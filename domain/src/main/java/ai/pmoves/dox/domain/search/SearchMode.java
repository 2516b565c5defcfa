package ai.pmoves.dox.domain.search;

import java.util.Locale;
import java.util.Optional;

/** Which legs answer a query. */
public enum SearchMode {
    /** Words only. */
    TEXT,
    /** Meaning only. */
    VECTOR,
    /** Both, fused by rank. */
    HYBRID;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads a client's word in any case; empty if there is no such mode. */
    public static Optional<SearchMode> parse(String text) {
        for (var mode : values()) {
            if (mode.text().equals(text.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
