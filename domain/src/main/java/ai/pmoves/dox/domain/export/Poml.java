package ai.pmoves.dox.domain.export;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.text.Text;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A document as a prompt in POML, Microsoft's markup for prompts: well-formed XML, whatever the document has in it, and
 * without anything that POML would evaluate.
 *
 * @param title what the document is called
 * @param markdown the name of a file with its text
 * @param table the name of a file with its rows, as CSV
 * @param apis of which the first {@link #MOST_APIS} count
 * @param logs of which the first {@link #MOST_LOGS} count
 */
public record Poml(
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
    private static final int MESSAGE_CHARS = 2_000;

    private static final String BEGIN = """
            <poml>
              <role>You are a precise analyst. Prefer terse answers with citations.</role>
              <system-msg>PMOVES-DoX: document analysis and structured extraction for LMS/enterprise artifacts.</system-msg>
            """;
    private static final String END = """
              <output-schema parser="json">
              {
                "type": "object",
                "properties": {
                  "answer": { "type": "string" },
                  "citations": { "type": "array", "items": { "type": "string" } }
                }
              }
              </output-schema>
              <stylesheet>{
                "table": { "syntax": "csv", "writerOptions": { "csvHeader": false, "csvSeparator": " " } }
              }</stylesheet>
            </poml>""";

    public Poml {
        tags = first(tags, MOST_EXAMPLES);
        apis = first(apis, MOST_APIS);
        logs = first(logs, MOST_LOGS);
    }

    private static <T> List<T> first(List<T> all, int most) {
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /** The text of the file. */
    public String text() {
        var text = new StringBuilder(BEGIN);
        text.append("  <task>").append(content(variant.task(title))).append("</task>\n");
        markdown.ifPresent(
                src -> text.append("  <document src=\"").append(attribute(src)).append("\" parser=\"markdown\"/>\n"));
        table.ifPresent(src -> text.append("  <table src=\"")
                .append(attribute(src))
                .append("\" parser=\"csv\" maxRecords=\"20\" syntax=\"csv\"/>\n"));
        list(text, "<examples>", examples(), "</examples>");
        list(text, "<resource type=\"apis\">", apis.stream().map(Poml::api).toList(), "</resource>");
        list(text, "<resource type=\"logs\">", logs.stream().map(Poml::log).toList(), "</resource>");
        return text.append(END).toString();
    }

    private static void list(StringBuilder text, String begin, List<String> items, String end) {
        if (!items.isEmpty()) {
            text.append("  ").append(begin).append('\n');
            items.forEach(item -> text.append("    ").append(item).append('\n'));
            text.append("  ").append(end).append('\n');
        }
    }

    /** What answers look like: for troubleshooting log entries by their codes, else the tags. */
    private List<String> examples() {
        if (tags.isEmpty()) {
            return List.of();
        }
        return variant == PomlVariant.TROUBLESHOOT && !logs.isEmpty()
                ? first(logs, MOST_EXAMPLES).stream()
                        .map(log -> example(Text.truncate(text(log.message()), EXAMPLE_CHARS), text(log.code())))
                        .toList()
                : tags.stream()
                        .map(tag -> example("What is this document about?", tag.tag()))
                        .toList();
    }

    private static String example(String input, String output) {
        return "<example><input>%s</input><output>%s</output></example>".formatted(content(input), content(output));
    }

    private static String api(ApiEndpoint api) {
        return "<api method=\"%s\" path=\"%s\">%s</api>"
                .formatted(attribute(api.method()), attribute(api.path()), content(shortened(api.summary())));
    }

    private static String log(LogEntry log) {
        return "<log ts=\"%s\" level=\"%s\" code=\"%s\">%s</log>"
                .formatted(
                        attribute(text(log.ts())),
                        attribute(text(log.level())),
                        attribute(text(log.code())),
                        content(shortened(log.message())));
    }

    private static String shortened(@Nullable String text) {
        return Text.truncate(text(text), MESSAGE_CHARS);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String content(String text) {
        return unevaluated(XmlText.content(text));
    }

    private static String attribute(String text) {
        return unevaluated(XmlText.attribute(text));
    }

    /** POML takes what stands between two pairs of braces for an expression. */
    private static String unevaluated(String text) {
        return text.replace("{{", "#lbrace;#lbrace;");
    }
}
