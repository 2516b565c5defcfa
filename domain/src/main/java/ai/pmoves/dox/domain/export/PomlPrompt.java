package ai.pmoves.dox.domain.export;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.text.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a prompt in POML shows of a document.
 *
 * @param title what the document is called
 * @param markdown the name of a file with its text
 * @param table the name of a file with its rows, as CSV
 * @param apis of which the first {@link #MOST_APIS} count
 * @param logs of which the first {@link #MOST_LOGS} count
 */
public record PomlPrompt(
        PomlVariant variant,
        String title,
        Optional<String> markdown,
        Optional<String> table,
        List<Tag> tags,
        List<ApiEndpoint> apis,
        List<LogEntry> logs) {
    public static final int MOST_APIS = 50;
    public static final int MOST_LOGS = 100;
    public static final int MOST_EXAMPLES = 3;

    private static final int EXAMPLE_CHARS = 120;

    /** What an answer to a question looks like. */
    public record Example(String input, String output) {}

    public PomlPrompt {
        tags = first(tags, MOST_EXAMPLES);
        apis = first(apis, MOST_APIS);
        logs = first(logs, MOST_LOGS);
    }

    private static <T> List<T> first(List<T> all, int most) {
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /** What answers look like: for troubleshooting log entries by their codes, else the tags. */
    public List<Example> examples() {
        if (tags.isEmpty()) {
            return List.of();
        }
        return variant == PomlVariant.TROUBLESHOOT && !logs.isEmpty()
                ? first(logs, MOST_EXAMPLES).stream()
                        .map(log -> new Example(Text.truncate(text(log.message()), EXAMPLE_CHARS), text(log.code())))
                        .toList()
                : tags.stream()
                        .map(tag -> new Example("What is this document about?", tag.tag()))
                        .toList();
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
