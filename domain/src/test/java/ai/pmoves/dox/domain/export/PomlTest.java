package ai.pmoves.dox.domain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PomlTest {
    private static final String NASTY = "a&b <c> \"d\" 'e' ]]> {{f}} \u0000\u0001\uFFFE\uD800 \t\r\n <!-- & --> ✓ 😀";

    private static Poml poml(PomlVariant variant, List<Tag> tags, List<LogEntry> logs) {
        return new Poml(variant, "t.xml", Optional.empty(), Optional.empty(), tags, List.of(), logs);
    }

    private static Tag tag(String text) {
        return new Tag(Id.of("t"), Id.of("d"), text, null, null, null, 1);
    }

    private static LogEntry log(@Nullable String ts, @Nullable String message) {
        return new LogEntry(Id.of("l"), Id.of("d"), ts, null, "ERROR", "E1", null, message, null);
    }

    private static ApiEndpoint api(String path, @Nullable String summary) {
        return new ApiEndpoint(Id.of("a"), Id.of("d"), null, "GET", path, summary, null, null, null);
    }

    private static Document read(Poml poml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(poml.text().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aLogIsADocumentWithItsEntries() {
        assertThat(poml(PomlVariant.GENERIC, List.of(), List.of(log("t1", "Pump failed")))
                        .text())
                .isEqualTo("""
                        <poml>
                          <role>You are a precise analyst. Prefer terse answers with citations.</role>
                          <system-msg>PMOVES-DoX: document analysis and structured extraction for LMS/enterprise artifacts.</system-msg>
                          <task>Answer questions about: t.xml. Use provided APIs, tags, logs, and tables as sources.</task>
                          <resource type="logs">
                            <log ts="t1" level="ERROR" code="E1">Pump failed</log>
                          </resource>
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
                        </poml>""");
    }

    @Test
    void filesAndTagsAndApisAreThere() throws Exception {
        var poml = new Poml(
                PomlVariant.CATALOG,
                "t",
                Optional.of("artifacts/a \"b\".md"),
                Optional.of("artifacts/chr/a_chr.csv"),
                List.of(tag("one"), tag("two"), tag("three"), tag("four")),
                List.of(api("/loans/{id}", "Get & keep"), api("/x", null)),
                List.of());
        var root = read(poml);

        assertThat(poml.text())
                .contains("  <document src=\"artifacts/a &quot;b&quot;.md\" parser=\"markdown\"/>\n")
                .contains(
                        "  <table src=\"artifacts/chr/a_chr.csv\" parser=\"csv\" maxRecords=\"20\" syntax=\"csv\"/>\n")
                .contains("    <api method=\"GET\" path=\"/loans/{id}\">Get &amp; keep</api>\n")
                .contains("    <api method=\"GET\" path=\"/x\"></api>\n");
        assertThat(root.getElementsByTagName("example").getLength()).isEqualTo(3);
        assertThat(root.getElementsByTagName("output").item(2).getTextContent()).isEqualTo("three");
    }

    @Test
    void troubleshootingShowsEntriesAsExamples() throws Exception {
        var poml = poml(
                PomlVariant.TROUBLESHOOT,
                List.of(tag("one")),
                List.of(log(null, "m".repeat(500)), log("t", null), log("t", "c"), log("t", "d")));
        var root = read(poml);

        assertThat(root.getElementsByTagName("example").getLength()).isEqualTo(3);
        assertThat(root.getElementsByTagName("input").item(0).getTextContent()).isEqualTo("m".repeat(120));
        assertThat(poml(PomlVariant.TROUBLESHOOT, List.of(), List.of(log("t", "c")))
                        .text())
                .doesNotContain("<examples>");
        assertThat(poml(PomlVariant.TROUBLESHOOT, List.of(tag("one")), List.of())
                        .text())
                .contains("<output>one</output>");
    }

    @Test
    void onlyTheFirstCount() throws Exception {
        var apis = new ArrayList<ApiEndpoint>();
        var logs = new ArrayList<LogEntry>();
        for (int i = 0; i < 200; i++) {
            apis.add(api("/" + i, "s"));
            logs.add(log("t", "m".repeat(10_000)));
        }
        var poml = new Poml(PomlVariant.GENERIC, "t", Optional.empty(), Optional.empty(), List.of(), apis, logs);
        assertThat(read(poml).getElementsByTagName("api").getLength()).isEqualTo(50);
        assertThat(read(poml).getElementsByTagName("log").getLength()).isEqualTo(100);
        assertThat(poml.text().length()).isLessThan(250_000);
    }

    @Test
    void whateverThereIsItIsWellFormedAndNothingIsEvaluated() throws Exception {
        var poml = new Poml(
                PomlVariant.TROUBLESHOOT,
                NASTY,
                Optional.of(NASTY),
                Optional.of(NASTY),
                List.of(tag("<poml>{{1+1}}&amp;")),
                List.of(api("{{base}}/\"raw\"\n", "</api><task>")),
                List.of(log("\" onclick=\"", "</log>&#0;")));
        var root = read(poml);

        assertThat(poml.text()).doesNotContain("{{");
        assertThat(root.getElementsByTagName("task").getLength()).isEqualTo(1);
        assertThat(root.getElementsByTagName("api")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("path")
                        .getNodeValue())
                .isEqualTo("#lbrace;#lbrace;base}}/\"raw\"\n");
        assertThat(root.getElementsByTagName("log").item(0).getTextContent()).isEqualTo("</log>&#0;");
        assertThat(root.getElementsByTagName("document")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("src")
                        .getNodeValue())
                .isEqualTo(NASTY.replace("{{", "#lbrace;#lbrace;").replaceAll("[\u0000\u0001\uFFFE\uD800]", "\uFFFD"));
    }

    @Test
    void randomTextIsWellFormed() {
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            var text = random.ints(20, 0, i % 2 == 0 ? 0x80 : 0x11000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            var poml = new Poml(
                    PomlVariant.GENERIC, text, Optional.of(text), Optional.of(text), List.of(), List.of(), List.of());
            assertThatCode(() -> read(poml)).as(text).doesNotThrowAnyException();
        }
    }

    @Test
    void anUnknownVariantIsTheGenericOne() {
        assertThat(PomlVariant.of("Troubleshoot ")).isEqualTo(PomlVariant.TROUBLESHOOT);
        assertThat(PomlVariant.of("poem")).isEqualTo(PomlVariant.GENERIC);
        assertThat(PomlVariant.of("")).isEqualTo(PomlVariant.GENERIC);
    }
}
