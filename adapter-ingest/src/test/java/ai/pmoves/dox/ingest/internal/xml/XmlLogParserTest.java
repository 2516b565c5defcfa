package ai.pmoves.dox.ingest.internal.xml;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.pmoves.dox.contract.ingest.LogParserContract;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.LogParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlLogParserTest implements LogParserContract {
    @TempDir
    Path folder;

    private final IdSource ids = Fixtures.ids();

    @Override
    public LogParser parser() {
        return new XmlLogParser(Optional.empty(), ids);
    }

    @Override
    public String log(List<String> messages) {
        return messages.stream()
                .map("<entry><level>INFO</level><message>%s</message></entry>"::formatted)
                .collect(Collectors.joining("", "<log>", "</log>"));
    }

    @Test
    void entriesAreReadWithTheUsualNamesOfFields() {
        assertRows("""
                <?xml version="1.0" encoding="UTF-8"?>
                <logs>
                  <entry>
                    <timestamp>2025-09-25T10:01:02Z</timestamp>
                    <level>ERROR</level><error>E1001</error>
                    <service>LoanService</service>
                    <message>Loan origination failed for application 12345</message>
                  </entry>
                  <entry>
                    <time>2025-01-02 03:04:05</time><severity>warn</severity><status>500</status>
                    <module>Svc</module><text> first &amp; trimmed <b>bold</b> tail</text>
                  </entry>
                </logs>
                """)
                .containsExactly(
                        tuple(
                                "2025-09-25T10:01:02Z",
                                "ERROR",
                                "E1001",
                                "LoanService",
                                "Loan origination failed for application 12345"),
                        tuple("2025-01-02 03:04:05", "warn", "500", "Svc", "first & trimmed"));
    }

    @Test
    void aTimeThatCanBeReadIsAnInstantToo() {
        var rows = parse("<l><entry><ts>2025-09-25T10:01:02Z</ts></entry><entry><ts>t1</ts></entry></l>");

        assertThat(rows).extracting(LogEntry::instant).containsExactly(Instant.parse("2025-09-25T10:01:02Z"), null);
        assertThat(rows).extracting(LogEntry::ts).containsExactly("2025-09-25T10:01:02Z", "t1");
    }

    @Test
    void theFirstNameThatHasTextWins() {
        assertRows("<l><entry><timestamp>b</timestamp><ts> </ts><ts>c</ts><msg>m</msg><message/></entry></l>")
                .containsExactly(tuple("b", null, null, null, "m"));
    }

    @Test
    void entriesComeBeforeLogsAndNestedOnesAfterTheirOuterOne() {
        assertRows("""
                <log>
                  <log><message>l1</message></log>
                  <group><entry><message>e1</message>
                    <entry><message>e2</message></entry></entry></group>
                  <entry level="ERROR" message="attributes are not read"/>
                  <entry><message>e3</message></entry>
                </log>
                """).extracting(row -> row.toList().getLast()).containsExactly("e1", "e2", null, "e3", "l1");
    }

    @Test
    void otherNamespacesAndOtherCasesAreNoEntries() {
        assertRows("<l xmlns:n='urn:x'><n:entry><message>a</message></n:entry><Entry>b</Entry></l>")
                .containsExactly(tuple(null, null, null, "message", "a"), tuple(null, null, null, "Entry", "b"));
    }

    @Test
    void withoutEntriesEachLeafWithTextIsARow() {
        assertRows("<a><b> one </b><c><d>two</d>tail</c><e/><f>  </f><g>fo<!-- x -->ur</g></a>")
                .containsExactly(
                        tuple(null, null, null, "b", "one"),
                        tuple(null, null, null, "d", "two"),
                        tuple(null, null, null, "g", "four"));
        assertRows("<only>text</only>").containsExactly(tuple(null, null, null, "only", "text"));
        assertRows("<a xmlns='urn:x'><message>ns msg</message></a>")
                .containsExactly(tuple(null, null, null, "{urn:x}message", "ns msg"));
    }

    @Test
    void theDeclaredEncodingAndByteOrderMarksAreHonoured() {
        var body = "<l><entry><message>Münster – ✓</message></entry></l>";
        var latin = body.replace(" ✓", "");

        assertMessage("Münster – ✓", ("\uFEFF" + body).getBytes(StandardCharsets.UTF_8));
        assertMessage("Münster – ✓", ("\uFEFF" + body).getBytes(StandardCharsets.UTF_16LE));
        assertMessage(
                "Münster –",
                ("<?xml version='1.0' encoding='windows-1252'?>" + latin).getBytes(Charset.forName("windows-1252")));
        assertMessage("M\uFFFDnster \uFFFD", latin.getBytes(Charset.forName("windows-1252")));
    }

    @Test
    void malformedXmlIsRefusedWithItsPlace() {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse("<l>\n <entry>\n</l>"))
                .hasMessageContaining("log.xml")
                .hasMessageContaining("not well-formed XML at line 3, column");
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse("no xml"));
        assertRefused(ErrorCode.FILE_EMPTY, () -> parse(""));
    }

    @Test
    void entitiesAreNotExpanded() {
        assertRefused(ErrorCode.FILE_BOMB, () -> parse("""
                <!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>
                <l><entry><message>&c;</message></entry></l>
                """))
                .hasMessageContaining("declares entities or other things in its DOCTYPE");
        assertRefused(ErrorCode.FILE_BOMB, () -> parse("""
                <!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <l><entry><message>&x;</message></entry></l>
                """));
        assertRefused(ErrorCode.FILE_BOMB, () -> parse("""
                <!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]><l/>
                """));
    }

    @Test
    void anExternalDtdIsNotFetched() {
        assertRows("<!DOCTYPE l SYSTEM 'http://127.0.0.1:9/l.dtd'><l><entry><msg>m</msg></entry></l>")
                .containsExactly(tuple(null, null, null, null, "m"));
        assertRefused(
                        ErrorCode.FILE_BOMB,
                        () -> parse("<!DOCTYPE l SYSTEM 'l.dtd'>\n<l><entry><msg>&x;</msg></entry></l>"))
                .hasMessageContaining("entity &x; at line 2");
    }

    @Test
    void deepNestingIsRefused() {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse("<a>".repeat(5000) + "</a>".repeat(5000)))
                .hasMessageContaining("nests deeper than 500 elements");
    }

    @Test
    void aMapSaysWhereEntriesAndFieldsAre() {
        var map = """
                {"entry": ".//event|/root/extra/e[@kind='log']",
                 "fields": {"ts": "@ts", "level": "./head/@sev | ./level", "code": "./head/code",
                            "component": "substring-after(./head/src, ':')", "message": "text()"}}
                """;

        assertThat(tuples(parse(map, """
                        <root>
                          <extra><e kind="log" ts="3">three</e><e kind="x">no</e></extra>
                          <event ts="1"> one <head sev="WARN"><code>C1</code><src>app:pay</src></head></event>
                          <event ts="2"><level>INFO</level>two</event>
                        </root>
                        """)))
                .containsExactly(
                        tuple("1", "WARN", "C1", "pay", "one"),
                        tuple("2", "INFO", null, null, null),
                        tuple("3", null, null, null, "three"));
    }

    @Test
    void namespacesOfAMapStandInBraces() {
        var map = """
                {"entry": ".//{urn:l}rec",
                 "fields": {"ts": "./{urn:l}at", "code": ".//{urn:x/1}no", "message": "{urn:l}say[@lang='en']"}}
                """;

        assertThat(tuples(parse(map, """
                        <l xmlns='urn:l' xmlns:x='urn:x/1'>
                          <rec><at>1</at><more><no>not this</no><x:no>C1</x:no></more>
                            <say lang='de'>Hallo</say><say lang='en'>hello</say></rec>
                        </l>
                        """))).containsExactly(tuple("1", null, "C1", null, "hello"));
    }

    @Test
    void aMapMayBeYamlAndMissingFieldsAreInTheirUsualPlaces() {
        var map = "entry: //record\nfields:\n  message: ./what/text\n";

        assertThat(tuples(parse(map, "<x><record><ts>1</ts><what><text>hello</text></what></record></x>")))
                .containsExactly(tuple("1", null, null, null, "hello"));
    }

    @Test
    void aMapThatFindsNothingLeavesTheUsualNames() {
        assertThat(tuples(parse(
                        "{\"entry\":\".//nothing\",\"fields\":{\"ts\":\"./x\"}}",
                        "<l><entry><message>m</message></entry></l>")))
                .containsExactly(tuple(null, null, null, null, "m"));
    }

    @Test
    void anIncompleteMapIsIgnored() {
        assertThat(XmlMapConfig.of(null, "{\"entry\": \".//e\", \"fields\": {}}"))
                .isEmpty();
        assertThat(XmlMapConfig.of(null, "just text")).isEmpty();
        assertThat(XmlMapConfig.of(null, " ")).isEmpty();
    }

    @Test
    void theMapsFileWinsOverItsText() throws IOException {
        var file = Files.writeString(folder.resolve("map.json"), "{\"entry\":\".//f\",\"fields\":{\"ts\":\"@t\"}}");
        var text = "{\"entry\":\".//t\",\"fields\":{\"ts\":\"@t\"}}";

        assertThat(XmlMapConfig.of(file, text)).isEqualTo(XmlMapConfig.of(file, null));
        assertThat(XmlMapConfig.of(folder.resolve("missing"), text)).isEqualTo(XmlMapConfig.of(null, text));
    }

    @Test
    void aSelectorThatCannotBeStreamedIsRefusedAtTheStart() {
        var config =
                IngestConfig.defaults().withXpathMap(null, "{\"entry\":\".//a[last()]\",\"fields\":{\"ts\":\"@t\"}}");

        assertRefused(ErrorCode.CONFIG_INVALID, () -> Parsers.create(config, Fixtures.ids()))
                .hasMessageContaining("'.//a[last()]'");
    }

    @Test
    void aFieldPathThatIsNoXPathIsRefusedAtTheStart() {
        var config = IngestConfig.defaults().withXpathMap(null, "{\"entry\":\".//a\",\"fields\":{\"ts\":\"./b[\"}}");

        assertRefused(ErrorCode.CONFIG_INVALID, () -> Parsers.create(config, Fixtures.ids()))
                .hasMessageContaining("'./b['");
    }

    @Test
    void aLogOfManyEntriesIsStreamed() throws IOException {
        var file = folder.resolve("big.xml");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("<logs><log>");
            for (int i = 0; i < 200_000; i++) {
                out.write("<entry><ts>2025-01-01T00:00:00Z</ts><level>INFO</level><message>entry ");
                out.write(String.valueOf(i));
                out.write("</message></entry>");
            }
            out.write("</log></logs>");
        }
        var count = new AtomicLong();

        new XmlLogParser(Optional.empty(), Fixtures.ids())
                .parse(file, "big.xml", Id.of("d"), row -> count.incrementAndGet());

        assertThat(count).hasValue(200_001);
    }

    private void assertMessage(String message, byte[] bytes) {
        assertThat(parse(null, bytes)).extracting(LogEntry::message).containsExactly(message);
    }

    private AbstractListAssert<?, List<? extends Tuple>, Tuple, ?> assertRows(String xml) {
        return assertThat(tuples(parse(xml)));
    }

    private static List<Tuple> tuples(List<LogEntry> rows) {
        return rows.stream()
                .map(row -> tuple(row.ts(), row.level(), row.code(), row.component(), row.message()))
                .toList();
    }

    private List<LogEntry> parse(String xml) {
        return parse(null, xml.getBytes(StandardCharsets.UTF_8));
    }

    private List<LogEntry> parse(String map, String xml) {
        return parse(map, xml.getBytes(StandardCharsets.UTF_8));
    }

    private List<LogEntry> parse(String map, byte[] xml) {
        var file = Fixtures.stored(folder, "log.xml", xml);
        var rows = new ArrayList<LogEntry>();
        new XmlLogParser(XmlMapConfig.of(null, map), Fixtures.ids())
                .parse(file.path(), file.storedName(), Id.of("d"), rows::add);
        assertThat(rows).extracting(LogEntry::documentId).containsOnly(Id.of("d"));
        return rows;
    }
}
