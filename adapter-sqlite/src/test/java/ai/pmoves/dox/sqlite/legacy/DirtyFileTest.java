package ai.pmoves.dox.sqlite.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.Remark;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.testing.sqlite.DirtyLegacyFile;
import ai.pmoves.dox.testing.sqlite.Quirk;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every row of a file with everything odd in it goes over, as it is or by the repairs that are named. */
class DirtyFileTest {
    @TempDir
    Path folder;

    private Path file;
    private List<Quirk> quirks;
    private LegacyCopySource source;

    @BeforeEach
    void open() throws Exception {
        file = folder.resolve("db.sqlite3");
        quirks = DirtyLegacyFile.create(file);
        source = LegacyCopySource.open(file);
    }

    @AfterEach
    void close() {
        source.close();
    }

    private static Set<String> kinds(SourceRow row) {
        return row.remarks().stream().map(Remark::kind).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void eachOddRowGoesOverByTheRepairsThatItNeeds() {
        assertThat(quirks).hasSizeGreaterThan(300).allSatisfy(quirk -> {
            var row = LegacyRows.at(source, quirk.table(), quirk.rowid());
            assertThat(row.position()).as(quirk.name()).isEqualTo(quirk.rowid());
            assertThat(kinds(row)).as(quirk.name()).isEqualTo(new TreeSet<>(quirk.kinds()));
            assertThat(row.row()).as(quirk.name()).isNotNull();
        });
    }

    @Test
    void everyKindOfRepairButThoseOfTablesWithoutConstraintsIsNeeded() {
        var needed = quirks.stream().flatMap(quirk -> quirk.kinds().stream()).collect(Collectors.toSet());
        var all = Set.of(DataIssue.values()).stream().map(DataIssue::text).collect(Collectors.toSet());
        all.removeAll(Set.of("id.missing", "text.missing", "text.number", "number.missing"));
        assertThat(needed).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void noRowIsMissingAndThoseThatAreNotOddAreClean() throws Exception {
        for (var table : LegacyTable.values()) {
            var odd = quirks.stream()
                    .filter(quirk -> quirk.table().equals(table.text()))
                    .map(Quirk::rowid)
                    .collect(Collectors.toSet());
            var rows = LegacyRows.of(source, table.target(), 7);
            assertThat(rows).hasSize((int) rowsOf(table.text()));
            assertThat(rows).extracting(SourceRow::position).isSorted().doesNotHaveDuplicates();
            assertThat(source.count(table.target())).isEqualTo(rows.size());
            assertThat(rows)
                    .filteredOn(row -> !odd.contains(row.position()))
                    .allMatch(row -> row.remarks().isEmpty() && row.original().isEmpty());
        }
    }

    private long rowsOf(String table) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from " + table)) {
            return rows.getLong(1);
        }
    }

    @Test
    void noTwoRowsBecomeOne() {
        LegacyRows.of(source).forEach((table, rows) -> assertThat(rows)
                .as(table.text())
                .extracting(row -> row.row().id())
                .doesNotHaveDuplicates());
    }

    @Test
    void theSameFileGivesTheSameRowsAgain() {
        var first = LegacyRows.of(source);
        try (var again = LegacyCopySource.open(file)) {
            assertThat(again.identity()).isEqualTo(source.identity());
            LegacyRows.of(again).forEach((table, rows) -> assertThat(rows)
                    .extracting(SourceRow::row)
                    .isEqualTo(first.get(table).stream().map(SourceRow::row).toList()));
        }
    }

    @Test
    void whatWasOddIsReadAgainFromItsOriginalValues() {
        LegacyRows.of(source).forEach((table, rows) -> {
            for (var row : rows) {
                if (!row.remarks().isEmpty()) {
                    var again = source.replay(table, row.original());
                    assertThat(again.row()).isEqualTo(row.row());
                    assertThat(again.remarks()).isEqualTo(row.remarks());
                }
            }
        });
    }

    @Test
    void rowsAreFoundByTheKeysThatTheyWereGiven() {
        LegacyRows.of(source).forEach((table, rows) -> {
            var keys = rows.stream().map(row -> row.row().id()).toList();
            assertThat(source.find(table, keys))
                    .as(table.text())
                    .containsExactlyInAnyOrderElementsOf(
                            rows.stream().map(SourceRow::row).toList());
            var plain = keys.stream()
                    .filter(key -> !key.startsWith(LegacyIds.PREFIX))
                    .toList();
            assertThat(source.find(table, plain)).hasSameSizeAs(plain);
        });
        assertThat(source.find(StoreTable.DOCUMENTS, List.of("nobody"))).isEmpty();
    }

    @Test
    void referencesAreRepairedAsTheIdsThatTheyName() {
        var document = row("an id of 5,000 characters");
        assertThat(row("a parent of 5,000 characters").row().value("document_id"))
                .isEqualTo(document.row().id());
        assertThat(row("a parent that is a BLOB").row().value("document_id"))
                .isEqualTo(row("an id that is a BLOB").row().id());
        assertThat(row("a parent with U+0000").row().value("document_id"))
                .isEqualTo(row("an id with U+0000").row().id());
        assertThat(row("an empty document").row().value("document_id"))
                .isEqualTo(row("an empty id").row().id());
        assertThat(row("an empty parent").row().value("artifact_id"))
                .isEqualTo(row("an empty id of an artifact").row().id());
        assertThat(row("a summary of odd ids").row().value("artifact_ids"))
                .hasToString("[" + document.row().id() + ", gone]");
        assertThat(document.key()).isEqualTo(DirtyLegacyFile.LONG_ID);
    }

    private SourceRow row(String name) {
        var quirk =
                quirks.stream().filter(q -> q.name().equals(name)).findFirst().orElseThrow();
        return LegacyRows.at(source, quirk.table(), quirk.rowid());
    }

    @Test
    void valuesAreKeptOrBecomeWhatTheRuleSays() {
        assertThat(row("a message of 5 MB").row().value("message")).isEqualTo(DirtyLegacyFile.MESSAGE_OF_5_MB);
        assertThat(row("U+0000 in text").row().value("message")).isEqualTo("a\uFFFDb");
        assertThat(row("text that is no UTF-8").row().value("message")).isEqualTo("bad \uFFFD\uFFFD");
        assertThat(row("a BLOB of text").row().value("message")).isEqualTo("grüße");
        assertThat(row("numbers in text columns").row().value("code")).isEqualTo("42");
        assertThat(row("a time of words").row().value("ts")).isEqualTo("t1");
        assertThat(row("a time of words").row().value("ts_at")).isNull();
        assertThat(row("a time with a blank").row().value("ts_at")).hasToString("2025-01-02T03:04:05Z");
        assertThat(row("a time in a BLOB").row().value("ts_at")).hasToString("2025-01-02T03:04:05Z");
        assertThat(row("a summary from soon").row().value("created_at")).hasToString("1970-01-01T00:00:00Z");
        assertThat(row("a prompt in another zone").row().value("created_at"))
                .hasToString("2025-01-02T01:04:05.123456Z");
        assertThat(row("text where there is a number").row().value("order")).isEqualTo(0);
        assertThat(row("text where there is a number").row().value("page")).isNull();
        assertThat(row("a whole number with a point").row().value("page")).isEqualTo(3);
        assertThat(row("a number in digits of another script").row().value("page"))
                .isEqualTo(3);
        assertThat(row("an empty type").row().value("type")).isEqualTo("unknown");
        assertThat(row("steps in the pointer only").row().value("hrm_steps")).isNull();
        assertThat(row("empty evidence").row().value("evidence_id")).isNull();
        assertThat(row("dangling evidence").row().value("evidence_id")).isEqualTo("gone");
        assertThat(row("an id that an artifact has, too").row().value("artifact_id"))
                .isNull();
    }

    @Test
    void jsonIsKeptOrBecomesWhatTheRuleSays() {
        assertThat(metrics("truncated")).isEqualTo("{\"a\": [1, 2");
        assertThat(metrics("a bare word")).isEqualTo("None");
        assertThat(metrics("NaN")).isEqualTo("[{spend=null, clicks=1}]");
        assertThat(metrics("Infinity")).isEqualTo("{roas=null, cpa=null}");
        assertThat(metrics("encoded twice")).isEqualTo("{a=[1]}");
        assertThat(metrics("encoded three times")).isEqualTo("[1]");
        assertThat(metrics("null")).isEqualTo("null");
        assertThat(metrics("a string that begins like a list")).isEqualTo("[draft] report");
        assertThat(metrics("an escaped U+0000")).isEqualTo("{a\uFFFD=b\uFFFD}");
        assertThat(metrics("a name twice")).isEqualTo("{a=2}");
        assertThat(metrics("a big whole number")).isEqualTo("[123456789012345678901234567890, -9223372036854775808]");
        assertThat(metrics("2,000 levels")).isEqualTo("[".repeat(2_000) + "]".repeat(2_000));
        assertThat(metrics("a byte order mark")).isEqualTo("{a=1}");
        assertThat(metrics("control characters")).isEqualTo("{a=b\nc\u0001}");
        assertThat(metrics("U+0000")).isEqualTo("{\"a\": \uFFFD}");
        assertThat(row("metrics that are empty").row().value("metrics")).hasToString("{}");
        assertThat(row("a structure that is NULL").row().value("hierarchy")).hasToString("null");
        assertThat(row("an artifact of empty text").row().value("extras")).isNull();
        assertThat(row("ids that are NULL").row().value("artifact_ids")).hasToString("[]");
    }

    private String metrics(String name) {
        return String.valueOf(row("metrics: " + name).row().value("metrics"));
    }

    @Test
    void aLossIsToldWithTheOriginalValues() {
        var row = row("U+0000 in text");
        assertThat(row.remarks()).containsExactly(new Remark("text.unstorable", "message", "'a\uFFFDb'", true));
        assertThat(row.original())
                .containsEntry("id", "U+0000 in text")
                .containsEntry("message", "a\0b")
                .containsEntry("rowid", row.position())
                .containsEntry("team", null);
        assertThat(row("text that is no UTF-8").original().get("message")).isInstanceOf(byte[].class);
        assertThat(row("an id that is a BLOB").key()).isEqualTo("X'646F63'");
        assertThat(row("text where there is a number").remarks())
                .containsExactly(
                        new Remark("number.invalid", "order", "'first' is no whole number of 32 bits", true),
                        new Remark("number.invalid", "page", "'vi' is no whole number of 32 bits", true));
    }

    @Test
    void whatHasNoPlaceInTheStoresIsNamed() {
        assertThat(source.foreignTables())
                .containsOnly(
                        Map.entry("cipher_memory", 1L),
                        Map.entry("notes", 1L),
                        Map.entry("skills_registry", 1L),
                        Map.entry("user_prefs", 1L));
        assertThat(source.foreignColumns()).containsOnly(Map.entry("logentry.team", 1L));
    }
}
