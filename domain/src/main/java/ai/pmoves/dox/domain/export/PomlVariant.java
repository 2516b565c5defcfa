package ai.pmoves.dox.domain.export;

import java.util.Locale;

/** For which work a prompt in POML is. */
public enum PomlVariant {
    GENERIC("Answer questions about: %s. Use provided APIs, tags, logs, and tables as sources."),
    TROUBLESHOOT("Find the causes of the errors and warnings in: %s. Name the log entries that show each cause, the"
            + " component, and what to do about it."),
    CATALOG("List what there is in: %s. Describe each API operation, table and tag in a line of its own, with its"
            + " source.");

    private final String task;

    PomlVariant(String task) {
        this.task = task;
    }

    /** The variant of this name in any case; generic if there is none. */
    public static PomlVariant of(String name) {
        for (var variant : values()) {
            if (variant.name().equals(name.strip().toUpperCase(Locale.ROOT))) {
                return variant;
            }
        }
        return GENERIC;
    }

    /** What is to be done with a document of this title. */
    public String task(String title) {
        return task.formatted(title);
    }
}
