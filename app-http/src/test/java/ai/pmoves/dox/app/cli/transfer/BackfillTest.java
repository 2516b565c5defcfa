package ai.pmoves.dox.app.cli.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.testing.sqlite.DirtyLegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dox backfill} from a file into an embedded store. */
class BackfillTest {
    private static final String REJECTS = "data/backfill-rejects.ndjson";

    @TempDir
    private Path folder;

    private CommandResult backfill(String... more) {
        var arguments =
                new ArrayList<>(List.of("backfill", "--from-sqlite", "legacy.sqlite3", "--to-sqlite", "new.sqlite3"));
        arguments.addAll(List.of(more));
        return CommandResult.of(folder, Map.of(), arguments.toArray(String[]::new));
    }

    private void makeCleanFile() throws Exception {
        try (var file = LegacyFile.create(folder.resolve("legacy.sqlite3"), LegacyVersion.CURRENT)) {
            file.addCleanRows();
            file.addLogs(20);
        }
    }

    @Test
    void aFileCanBecomeAnEmbeddedStore() throws Exception {
        makeCleanFile();

        var copied = backfill();

        assertThat(copied.exitCode()).as(copied.err()).isZero();
        assertThat(copied.out()).contains("Verified: all");
        assertThat(folder.resolve("new.sqlite3")).exists();
        assertThat(folder.resolve(REJECTS)).doesNotExist();
    }

    @Test
    void whatDoesNotGoOverAsItIsIsKept() throws Exception {
        DirtyLegacyFile.create(folder.resolve("legacy.sqlite3"));

        var copied = backfill("--json");

        long rejected = 0;
        for (var table : copied.json().get("tables")) {
            rejected += table.get("rejected").asLong();
        }
        assertThat(copied.exitCode()).as(copied.err()).isEqualTo(rejected > 0 ? Failures.REJECTED : Failures.DONE);
        assertThat(copied.json().at("/differences/count").asLong()).isZero();
        assertThat(Files.readAllLines(folder.resolve(REJECTS)))
                .hasSize(copied.json().at("/rejects/rows").asInt())
                .isNotEmpty();

        backfill("--rejects", "elsewhere/kept.ndjson", "--reset", "--yes");
        assertThat(folder.resolve("elsewhere/kept.ndjson")).hasSameTextualContentAs(folder.resolve(REJECTS));
    }

    @Test
    void whatIsNoSourceIsRefused() throws Exception {
        var none = backfill();
        assertThat(none.exitCode()).isEqualTo(2);
        assertThat(none.err()).containsPattern("There is no file '.*legacy.sqlite3' to copy from");

        Files.writeString(folder.resolve("legacy.sqlite3"), "no database");
        var other = backfill();
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.err()).contains("cannot be read as a SQLite file");
    }

    @Test
    void unknownTablesAreNamedWithTheChoices() throws Exception {
        makeCleanFile();

        var refused = backfill("--tables", "facts,fact");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("--tables names 'fact'; it can name: artifacts, documents,");
    }
}
