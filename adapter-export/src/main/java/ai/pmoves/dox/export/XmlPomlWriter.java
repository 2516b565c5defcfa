package ai.pmoves.dox.export;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.export.PomlPrompt;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.export.PomlWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes prompts element by element. */
public final class XmlPomlWriter implements PomlWriter {
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

    @Override
    public String write(PomlPrompt prompt) {
        var text = new StringBuilder(BEGIN);
        text.append("  <task>")
                .append(content(prompt.variant().task(prompt.title())))
                .append("</task>\n");
        prompt.markdown()
                .ifPresent(src ->
                        text.append("  <document src=\"").append(attribute(src)).append("\" parser=\"markdown\"/>\n"));
        prompt.table().ifPresent(src -> text.append("  <table src=\"")
                .append(attribute(src))
                .append("\" parser=\"csv\" maxRecords=\"20\" syntax=\"csv\"/>\n"));
        list(
                text,
                "<examples>",
                prompt.examples().stream().map(XmlPomlWriter::example).toList(),
                "</examples>");
        list(
                text,
                "<resource type=\"apis\">",
                prompt.apis().stream().map(XmlPomlWriter::api).toList(),
                "</resource>");
        list(
                text,
                "<resource type=\"logs\">",
                prompt.logs().stream().map(XmlPomlWriter::log).toList(),
                "</resource>");
        return text.append(END).toString();
    }

    private static void list(StringBuilder text, String begin, List<String> items, String end) {
        if (!items.isEmpty()) {
            text.append("  ").append(begin).append('\n');
            items.forEach(item -> text.append("    ").append(item).append('\n'));
            text.append("  ").append(end).append('\n');
        }
    }

    private static String example(PomlPrompt.Example example) {
        return "<example><input>%s</input><output>%s</output></example>"
                .formatted(content(example.input()), content(example.output()));
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
