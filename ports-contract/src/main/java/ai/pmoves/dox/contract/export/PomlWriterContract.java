package ai.pmoves.dox.contract.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.export.PomlPrompt;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.ports.export.PomlWriter;
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

/** What every {@link PomlWriter} does; prompts are read again with nothing but the JDK. */
public interface PomlWriterContract {
    PomlWriter writer();

    String NASTY = "a&b <c> \"d\" 'e' ]]> {{f}} \u0000\u0001\uFFFE\uD800 \t\r\n <!-- & --> ✓ 😀";

    private static PomlPrompt poml(PomlVariant variant, List<Tag> tags, List<LogEntry> logs) {
        return new PomlPrompt(variant, "t.xml", Optional.empty(), Optional.empty(), tags, List.of(), logs);
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

    private Document read(PomlPrompt poml) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(writer().write(poml).getBytes(StandardCharsets.UTF_8)));
    }

    private static String attribute(Document root, String element, String name) {
        return root.getElementsByTagName(element)
                .item(0)
                .getAttributes()
                .getNamedItem(name)
                .getNodeValue();
    }

    @Test
    default void filesAndTagsAndApisAreThere() throws Exception {
        var poml = new PomlPrompt(
                PomlVariant.CATALOG,
                "t",
                Optional.of("artifacts/a \"b\".md"),
                Optional.of("artifacts/chr/a_chr.csv"),
                List.of(tag("one"), tag("two"), tag("three"), tag("four")),
                List.of(api("/loans/{id}", "Get & keep"), api("/x", null)),
                List.of());
        var root = read(poml);

        assertThat(attribute(root, "document", "src")).isEqualTo("artifacts/a \"b\".md");
        assertThat(attribute(root, "table", "src")).isEqualTo("artifacts/chr/a_chr.csv");
        assertThat(attribute(root, "api", "path")).isEqualTo("/loans/{id}");
        assertThat(root.getElementsByTagName("api").item(0).getTextContent()).isEqualTo("Get & keep");
        assertThat(root.getElementsByTagName("api").item(1).getTextContent()).isEmpty();
        assertThat(root.getElementsByTagName("example").getLength()).isEqualTo(3);
        assertThat(root.getElementsByTagName("output").item(2).getTextContent()).isEqualTo("three");
    }

    @Test
    default void troubleshootingShowsEntriesAsExamples() throws Exception {
        var poml = poml(
                PomlVariant.TROUBLESHOOT,
                List.of(tag("one")),
                List.of(log(null, "m".repeat(500)), log("t", null), log("t", "c"), log("t", "d")));
        var root = read(poml);

        assertThat(root.getElementsByTagName("example").getLength()).isEqualTo(3);
        assertThat(root.getElementsByTagName("input").item(0).getTextContent()).isEqualTo("m".repeat(120));
        assertThat(writer().write(poml(PomlVariant.TROUBLESHOOT, List.of(), List.of(log("t", "c")))))
                .doesNotContain("<examples>");
        assertThat(writer().write(poml(PomlVariant.TROUBLESHOOT, List.of(tag("one")), List.of())))
                .contains("<output>one</output>");
    }

    @Test
    default void onlyTheFirstCount() throws Exception {
        var apis = new ArrayList<ApiEndpoint>();
        var logs = new ArrayList<LogEntry>();
        for (int i = 0; i < 200; i++) {
            apis.add(api("/" + i, "s"));
            logs.add(log("t", "m".repeat(10_000)));
        }
        var poml = new PomlPrompt(PomlVariant.GENERIC, "t", Optional.empty(), Optional.empty(), List.of(), apis, logs);
        assertThat(read(poml).getElementsByTagName("api").getLength()).isEqualTo(50);
        assertThat(read(poml).getElementsByTagName("log").getLength()).isEqualTo(100);
        assertThat(writer().write(poml).length()).isLessThan(250_000);
    }

    @Test
    default void whateverThereIsItIsWellFormedAndNothingIsEvaluated() throws Exception {
        var poml = new PomlPrompt(
                PomlVariant.TROUBLESHOOT,
                NASTY,
                Optional.of(NASTY),
                Optional.of(NASTY),
                List.of(tag("<poml>{{1+1}}&amp;")),
                List.of(api("{{base}}/\"raw\"\n", "</api><task>")),
                List.of(log("\" onclick=\"", "</log>&#0;")));
        var root = read(poml);

        assertThat(writer().write(poml)).doesNotContain("{{");
        assertThat(root.getElementsByTagName("task").getLength()).isEqualTo(1);
        assertThat(attribute(root, "api", "path")).isEqualTo("#lbrace;#lbrace;base}}/\"raw\"\n");
        assertThat(root.getElementsByTagName("log").item(0).getTextContent()).isEqualTo("</log>&#0;");
        assertThat(attribute(root, "document", "src"))
                .isEqualTo(NASTY.replace("{{", "#lbrace;#lbrace;").replaceAll("[\u0000\u0001\uFFFE\uD800]", "\uFFFD"));
    }

    @Test
    default void randomTextIsWellFormed() {
        var random = new Random(5);
        for (int i = 0; i < 500; i++) {
            var text = random.ints(20, 0, i % 2 == 0 ? 0x80 : 0x11000)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            var poml = new PomlPrompt(
                    PomlVariant.GENERIC, text, Optional.of(text), Optional.of(text), List.of(), List.of(), List.of());
            assertThatCode(() -> read(poml)).as(text).doesNotThrowAnyException();
        }
    }
}
