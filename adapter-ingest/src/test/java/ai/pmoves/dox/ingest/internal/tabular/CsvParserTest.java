package ai.pmoves.dox.ingest.internal.tabular;

import static ai.pmoves.dox.ingest.Fixtures.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ingest.Fixtures;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvParserTest {
    private static final String SAMPLE = """
            date,channel,spend,revenue,conversions,clicks,impressions
            2025-09-22,Search,1250.50,5200.00,85,4200,85000
            2025-09-23,Social,800.00,2100.00,30,3500,60000
            2025-09-24,Display,450.00,900.00,12,2100,120000
            2025-09-25,Search,1325.25,5400.00,90,4300,87000
            2025-09-26,Social,775.75,2300.00,35,3600,61000
            """;

    @TempDir
    Path folder;

    private final CsvParser parser = new CsvParser(IngestConfig.defaults(), Fixtures.ids());

    @Test
    void addsUpEachColumnAndDerivesTheRatios() {
        var fact = parse(SAMPLE).facts().getFirst();

        assertThat(fact.entity()).isNull();
        assertThat(fact.reportWeek()).isEqualTo("2025-W39");
        assertThat(fact.metrics().asObject())
                .containsExactly(
                        entry("spend", 4601.5),
                        entry("revenue", 15900.0),
                        entry("conversions", 252.0),
                        entry("clicks", 17700.0),
                        entry("impressions", 413000.0),
                        entry("ctr", 0.04285714285714286),
                        entry("cpa", 18.259920634920636),
                        entry("roas", 3.4553949798978594));
    }

    @Test
    void theFactNamesTheEvidenceThatHoldsAllRows() {
        var parsed = parse(SAMPLE);

        assertThat(parsed.facts().getFirst().evidenceId())
                .isEqualTo(parsed.evidence().getFirst().id());
        assertThat(evidence(parsed).locator()).isEqualTo(Fixtures.ARTIFACT + "_file.csv#data");
        assertThat(evidence(parsed).contentType()).isEqualTo("csv");
        assertThat(rows(parsed)).hasSize(5);
        assertThat(row(parsed, 0))
                .containsExactly(
                        entry("date", "2025-09-22"),
                        entry("channel", "Search"),
                        entry("spend", 1250.5),
                        entry("revenue", 5200.0),
                        entry("conversions", 85L),
                        entry("clicks", 4200L),
                        entry("impressions", 85000L));
    }

    @Test
    void thePreviewIsAnAlignedTable() {
        assertThat(evidence(parse(SAMPLE)).preview())
                .isEqualTo("         date  channel    spend  revenue  conversions  clicks  impressions\n"
                        + "0  2025-09-22   Search  1250.50   5200.0           85    4200        85000\n"
                        + "1  2025-09-23   Social   800.00   2100.0           30    3500        60000\n"
                        + "2  2025-09-24  Display   450.00    900.0           12    2100       120000\n"
                        + "3  2025-09-25   Search  1325.25   5400.0           90    4300        87000\n"
                        + "4  2025-09-26   Social   775.75   2300.0           35    3600        61000");
    }

    @Test
    void thePreviewHasTenRowsAtMost() {
        assertThat(evidence(parse("n\n" + "1\n".repeat(25))).preview()).hasLineCount(11);
    }

    @Test
    void laterColumnsOfTheSameKindReplaceEarlierOnes() {
        var parsed = parse("""
                Spend,Ad Cost,cost_per_click,Revenue,Clicks,Impressions
                10,1,0.5,100,20,0
                20,2,0.5,200,40,0
                """);

        assertThat(parsed.facts().getFirst().metrics().asObject())
                .containsExactly(
                        entry("spend", 1.0),
                        entry("revenue", 300.0),
                        entry("clicks", 60.0),
                        entry("impressions", 0.0),
                        entry("roas", 300.0));
    }

    @Test
    void amountsWithACurrencySignAreText() {
        var parsed = parse("name,spend\na,$1\nb,\"1,5\"\n");

        assertThat(parsed.facts().getFirst().metrics().asObject()).isEmpty();
        assertThat(row(parsed, 1)).containsEntry("spend", "1,5");
    }

    @Test
    void missingCellsAreNullAndMakeWholeNumbersDecimals() {
        var parsed = parse("a,spend,flag,note\n1,10,true,\n2,NA,,nan\n3,30,false,x\n");

        assertThat(row(parsed, 0)).containsEntry("spend", 10.0).containsEntry("note", null);
        assertThat(row(parsed, 1)).containsEntry("spend", null).containsEntry("flag", null);
        assertThat(row(parsed, 2)).containsEntry("flag", false).containsEntry("a", 3L);
        assertThat(parsed.facts().getFirst().metrics().asObject()).containsExactly(entry("spend", 40.0));
        assertThat(evidence(parsed).preview()).isEqualTo("""
                   a  spend   flag note
                0  1   10.0   True  NaN
                1  2    NaN    NaN  NaN
                2  3   30.0  False    x""");
    }

    @Test
    void duplicateHeadersAreNumbered() {
        assertThat(row(parse("a,a,b,a,\n1,2,3,4,5\n"), 0)).containsOnlyKeys("a", "a.1", "b", "a.2", "Unnamed: 4");
    }

    @Test
    void shortRowsAreFilledUp() {
        assertThat(row(parse("a,b,c\n1,2\n"), 0)).containsExactly(entry("a", 1L), entry("b", 2L), entry("c", null));
    }

    @Test
    void aLongRowIsRefusedWithItsLine() {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse("a,b\n1,2\n\n1,2,3\n"))
                .hasMessage("Cannot read %s_file.csv: Expected 2 fields in line 4, saw 3", Fixtures.ARTIFACT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "  \n", "\uFEFF"})
    void aFileWithoutAHeaderIsEmpty(String text) {
        assertRefused(ErrorCode.FILE_EMPTY, () -> parse(text))
                .hasMessage("No columns to parse from file: %s_file.csv", Fixtures.ARTIFACT);
    }

    @Test
    void aHeaderAloneHasNoRows() {
        var parsed = parse("a,spend\n");

        assertThat(rows(parsed)).isEmpty();
        assertThat(evidence(parsed).preview()).isEqualTo("Empty DataFrame\nColumns: [a, spend]\nIndex: []");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void theDelimiterIsDetected(String delimiter) {
        var text = "name,spend,note\nx,2,a\ny,3,b\n".replace(",", delimiter);

        assertThat(row(parse(text), 1)).containsEntry("name", "y").containsEntry("spend", 3L);
    }

    @Test
    void theLineThatNamesTheDelimiterIsNoData() {
        assertThat(row(parse("sep=;\r\na,x;b\r\n1;2\r\n"), 0)).containsExactly(entry("a,x", 1L), entry("b", 2L));
    }

    @Test
    void aDecimalCommaIsReadWhereTheCommaSeparatesNothing() {
        assertThat(row(parse("name;spend\na;1.250,50\nb;7\n"), 0)).containsEntry("spend", 1250.5);
    }

    @Test
    void quotedFieldsMayHoldLineBreaksAndQuotes() {
        var parsed = parse("a,b\r\n\"line one\r\nline \"\"two\"\"\",2\r\n");

        assertThat(row(parsed, 0)).containsEntry("a", "line one\r\nline \"two\"");
        assertThat(evidence(parsed).preview()).contains("line one\\r\\nline \"two\"");
    }

    @Test
    void aQuoteThatIsNeverClosedIsRefused() {
        assertRefused(ErrorCode.FILE_UNREADABLE, () -> parse("a,b\n1,\"2\n3,4\n"))
                .hasMessageContaining("file.csv");
    }

    @Test
    void byteOrderMarksAndUtf16AreUnderstood() {
        var text = "name,spend\nZoë ✓,2\nBob,3\n";
        for (var charset :
                new Charset[] {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertThat(row(parse(("\uFEFF" + text).getBytes(charset)), 0))
                    .as(charset.name())
                    .containsExactly(entry("name", "Zoë ✓"), entry("spend", 2L));
        }
        assertThat(row(parse(text.getBytes(StandardCharsets.UTF_16LE)), 0)).containsEntry("spend", 2L);
    }

    @Test
    void westernTextThatIsNotUtf8IsRead() {
        var text = "name,spend\nCafé Münster – “quoted”,2\n";

        assertThat(row(parse(text.getBytes(Charset.forName("windows-1252"))), 0))
                .containsEntry("name", "Café Münster – “quoted”");
    }

    @Test
    void tooManyCellsAreRefused() {
        var small = Fixtures.config(new ParserLimits(10, 1, 1, 1, 1, 1));

        assertRefused(ErrorCode.FILE_TOO_LARGE, () -> new CsvParser(small, Fixtures.ids())
                        .parse(Fixtures.stored(folder, "file.csv", "a,b\n" + "1,2\n".repeat(6))))
                .hasMessageEndingWith("_file.csv has more than 10 cells")
                .extracting(e -> ((DoxException) e).remedy().orElseThrow())
                .isEqualTo(Remedy.RAISE_MAX_CELLS);
    }

    @Test
    void largeAndTinyNumbersArePreviewedInScientificForm() {
        assertThat(evidence(parse("x\n123456789.25\n1.5\n")).preview())
                .isEqualTo("              x\n0  1.234568e+08\n1  1.500000e+00");
    }

    @Test
    void longIdentifiersAndZeroCharactersSurvive() {
        var parsed = parse("id,t\n12345678901234567890123,a\u0000b\n");

        assertThat(row(parsed, 0))
                .containsEntry("id", "12345678901234567890123")
                .containsEntry("t", "a\uFFFDb");
    }

    @Test
    void aBinaryFileByAnotherNameIsRefused() {
        var bytes = new byte[2_000];
        new Random(1).nextBytes(bytes);
        Arrays.fill(bytes, 100, 300, (byte) 0);

        assertThatThrownBy(() -> parse(bytes)).hasMessageContaining("a binary file, not text with columns");
    }

    private ParsedFile parse(String text) {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private ParsedFile parse(byte[] bytes) {
        return parser.parse(Fixtures.stored(folder, "file.csv", bytes));
    }

    private static Evidence evidence(ParsedFile parsed) {
        return parsed.evidence().getFirst();
    }

    private static List<Object> rows(ParsedFile parsed) {
        return evidence(parsed).fullData().asList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> row(ParsedFile parsed, int index) {
        return (Map<String, Object>) rows(parsed).get(index);
    }
}
