package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.ConflictView;
import ai.pmoves.dox.app.DeadLetterView;
import ai.pmoves.dox.app.SyncView;
import ai.pmoves.dox.app.SyncView.Comparison;
import ai.pmoves.dox.app.SyncView.Waiting;
import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.parity.TableParity;
import ai.pmoves.dox.replication.transfer.TableCopy;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What commands about two stores print, without the stores. */
class ReportsTest {
    private static final Waiting NOTHING = new Waiting(0, 0);
    private static final List<TableParity> TABLES = List.of(
            new TableParity(StoreTable.FACTS, 1_234_567, 1_234_567, 0, 0, 0, Duration.ofMillis(1_250)),
            new TableParity(StoreTable.TAGS, 0, 0, 0, 0, 0, Duration.ZERO),
            new TableParity(StoreTable.SEARCH_CHUNKS, 10, 12, 2, 0, 1_000, Duration.ofMillis(50)));

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private DoxCommand dox(String... arguments) {
        var dox = new DoxCommand(
                Map.of(),
                Path.of(""),
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false));
        new CommandLine(dox).parseArgs(arguments);
        return dox;
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonNode json() throws IOException {
        return new JsonMapper().readTree(out());
    }

    @Test
    void aSwitchIsToldWithItsRowsAndTheWayBack() throws IOException {
        var done = new CutoverOutcome.Switched(3, 1_000, 34, TABLES, 5, Duration.ofMillis(250));

        assertThat(CutoverReport.tell(dox(), "supabase", done)).isEqualTo(Failures.DONE);
        assertThat(out()).isEqualToNormalizingNewlines("""
                supabase is the primary now (epoch 3). Writes were held for 250 ms.
                1,234,577 rows were the same; 1,034 were brought over, 34 of them while writes were held; 5 were compared again.
                Servers follow by themselves. Set DB_BACKEND=supabase for later. The way back: dox cutover --to sqlite
                """);

        out.reset();
        CutoverReport.tell(dox("--json"), "supabase", done);
        assertThat(json().get("status").asText()).isEqualTo("switched");
        assertThat(json().get("drained_rows").asLong()).isEqualTo(1_034);
        assertThat(json().get("held_ms").asLong()).isEqualTo(250);
        assertThat(json().get("tables")).hasSize(3);
    }

    @Test
    void aRefusedSwitchIsAFailureWithEveryReason() throws IOException {
        var refused = new CutoverOutcome.Refused(
                List.of(Reason.of("one reason", Remedy.SHOW_HISTORY), Reason.of("another")), List.of());

        assertThat(CutoverReport.tell(dox(), "sqlite", refused)).isEqualTo(Failures.FAILED);
        assertThat(out()).isEmpty();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                error: sqlite does not become the primary, and nothing has changed. [sync.cutover-refused]
                  - one reason; "dox cutover --history" tells who.
                  - another
                """);

        assertThat(CutoverReport.tell(dox("--json"), "sqlite", refused)).isEqualTo(Failures.FAILED);
        assertThat(json().get("reasons")).hasSize(2);
        assertThat(json().get("code").asText()).isEqualTo("sync.cutover-refused");
    }

    @Test
    void aSwitchThatIsNotNeededOrOnlyRehearsedIsNoFailure() throws IOException {
        assertThat(CutoverReport.tell(dox(), "sqlite", new CutoverOutcome.Unneeded(2)))
                .isEqualTo(Failures.DONE);
        assertThat(CutoverReport.tell(dox(), "sqlite", new CutoverOutcome.Ready(7, TABLES)))
                .isEqualTo(Failures.DONE);
        assertThat(out()).isEqualToNormalizingNewlines("""
                sqlite is the primary already (epoch 2); there is nothing to do.
                Nothing stands in the way: 1,234,577 rows are the same, 7 wait to be brought over.
                """);
        assertThat(err.size()).isZero();
    }

    @Test
    void aComparisonHasALineForEachTableThatHasRows() {
        assertThat(CopyReport.parityLines(TABLES))
                .containsExactly(
                        "table                       primary    secondary  differences  seconds",
                        "facts                     1,234,567    1,234,567            0      1.3",
                        "search_chunks                    10           12            2      0.1",
                        "1,000 chunks wait for a vector in one of the stores.");
    }

    @Test
    void aCopyHasItsSumsAndWhatWasRemarked() {
        var facts = new TableCopy(
                StoreTable.FACTS,
                1_000,
                new Written(700, 100, 150, 50),
                4,
                2,
                false,
                Map.of("json.invalid", 3L, "parent.missing", 1L),
                Duration.ofSeconds(2));
        var tags = new TableCopy(
                StoreTable.TAGS, 10, new Written(10, 0, 0, 0), 1, 0, true, Map.of("json.invalid", 1L), Duration.ZERO);

        assertThat(CopyReport.lines(List.of(facts, tags)))
                .containsExactly(
                        "table                        read    written  unchanged  repaired  rejected  seconds    rows/s",
                        "facts                       1,000        800        150         4         2      2.0       500",
                        "tags                           10         10          0         1         0      0.0         0",
                        "all                         1,010        810        150         5         2      2.0       505",
                        "  json.invalid                 4",
                        "  parent.missing               1",
                        "50 rows were left as they are in the target, where they are newer.");
        assertThat(CopyReport.json(facts))
                .containsEntry("added", 700L)
                .containsEntry("changed", 100L)
                .containsEntry("newer", 50L)
                .containsEntry("seconds", 2.0)
                .containsEntry("rows_per_second", 500L);
    }

    private static SyncView sync(
            @Nullable String primary, @Nullable Waiting pull, @Nullable Long conflicts, @Nullable String error) {
        return new SyncView(
                "2026-01-02T03:04:05Z",
                "replicates",
                primary,
                4,
                false,
                1_234L,
                2.5,
                new Waiting(1_234, 2.5),
                pull,
                99.5,
                3,
                conflicts,
                error,
                error == null ? null : "store.unavailable",
                new Comparison("2026-01-01T00:00:00Z", "ada@laptop", Map.of("rows", 10, "differences", 1)));
    }

    @Test
    void aPairIsToldInLines() {
        assertThat(SyncLines.of(sync("supabase", NOTHING, 1L, "the store is away")))
                .containsExactly(
                        "primary:     supabase, epoch 4, a switch is half done",
                        "replication: this process brings changes over",
                        "to supabase: 1,234 rows wait, for 2.5 s",
                        "to sqlite:   nothing waits",
                        "rate:        99.5 rows/s in the last minute",
                        "set aside:   3",
                        "conflicts:   1",
                        "compared:    2026-01-01T00:00:00Z by ada@laptop: 10 rows, 1 of them different",
                        "in the way:  the store is away [store.unavailable]");
    }

    @Test
    void whatIsNotKnownOfAPairIsSaid() {
        assertThat(SyncLines.of(sync("supabase", null, null, null)))
                .contains("to sqlite:   not known", "conflicts:   not known")
                .noneMatch(line -> line.startsWith("in the way"));
        assertThat(SyncLines.of(sync("sqlite", null, 0L, null)))
                .contains("to sqlite:   nothing comes that way, since sqlite takes the writes");
        assertThat(SyncLines.of(sync("sqlite", null, 0L, null), Optional.of("running (dox serve, pid 7, since noon)")))
                .contains("replication: running (dox serve, pid 7, since noon)");
        assertThat(SyncLines.of(sync(null, null, null, null)))
                .contains("primary:     none yet, since the stores are in no pair: \"dox serve\" makes them one");
    }

    @Test
    void deadLettersAndConflictsAreToldWithTheirRows() {
        assertThat(SyncLines.of(new DeadLetterView("push", "artifacts:a", "no_poison", 3, "2026-01-01T00:00:00Z")))
                .isEqualTo("push artifacts:a, since 2026-01-01T00:00:00Z, 3 attempts: no_poison");
        var lost = Map.of("filename", "lost.csv");
        var kept = Map.of("filename", "kept.csv");
        assertThat(SyncLines.of(new ConflictView(
                        "c1",
                        "artifacts:a",
                        "2@1",
                        "ada@laptop",
                        "3@2",
                        "ann@harbor",
                        lost,
                        kept,
                        "2026-01-01T00:00:00Z")))
                .containsExactly(
                        "c1 artifacts:a, found 2026-01-01T00:00:00Z",
                        "  kept:      ann@harbor's change: {\"filename\":\"kept.csv\"}",
                        "  set aside: ada@laptop's change: {\"filename\":\"lost.csv\"}");
        assertThat(SyncLines.of(new ConflictView("c1", "artifacts:a", "2@1", "ada", "3@2", "ann", null, kept, "")))
                .endsWith("  set aside: ada's change: the row is removed");
    }
}
