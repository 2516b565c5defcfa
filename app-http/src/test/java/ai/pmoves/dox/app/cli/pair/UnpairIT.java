package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.RunningServer;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pair that is taken apart, and made again. */
@Tag("alone") // what is in the feed waits for every open transaction of the server
class UnpairIT {
    private static final String NO_ONE = "postgresql://postgres@127.0.0.1:1/postgres";

    @TempDir
    private Path folder;

    private String database = "";
    private Map<String, String> paired = Map.of();
    private int ingested;

    @BeforeEach
    void makeDatabase() {
        database = MigratedDatabase.create();
        paired = device("home");
    }

    @AfterEach
    void dropDatabase() {
        PostgresServer.shared().dropDatabase(database);
    }

    private Map<String, String> device(String home) {
        return Map.of(
                "DOX_HOME",
                folder.resolve(home).toString(),
                "SUPABASE_DUAL_WRITE",
                "true",
                "SUPABASE_DB_URL",
                database);
    }

    private static Map<String, String> with(Map<String, String> environment, String... more) {
        var changed = new HashMap<>(environment);
        for (int i = 0; i < more.length; i += 2) {
            changed.put(more[i], more[i + 1]);
        }
        return changed;
    }

    /** The configuration of one store by itself. */
    private Map<String, String> alone(String backend) {
        return with(paired, "SUPABASE_DUAL_WRITE", "false", "DB_BACKEND", backend);
    }

    private CommandResult dox(Map<String, String> environment, String... arguments) {
        return CommandResult.of(folder, environment, arguments);
    }

    private CommandResult done(Map<String, String> environment, String... arguments) {
        var result = dox(environment, arguments);
        assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
        return result;
    }

    private void ingest(Map<String, String> environment) throws IOException {
        done(environment, "ingest", "--no-embed", file());
    }

    private String file() throws IOException {
        int number = ++ingested;
        return Files.writeString(
                        folder.resolve("file%d.csv".formatted(number)),
                        "campaign,spend\nspring,100\nautumn,%d\n".formatted(number))
                .toString();
    }

    private String rows() throws Exception {
        var rows = new StringBuilder();
        for (var url : new String[] {"jdbc:sqlite:" + folder.resolve("home/db.sqlite3"), database}) {
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement();
                    var found = statement.executeQuery("select filename from artifacts order by 1")) {
                while (found.next()) {
                    rows.append(found.getString(1)).append(' ');
                }
            }
        }
        return rows.toString();
    }

    @Test
    void bothStoresKeepTheirRowsAndTakeWritesByThemselves() throws Exception {
        done(paired, "pair", "--yes");
        ingest(paired);
        var before = rows();

        var unasked = dox(paired, "unpair");
        var unpaired = done(paired, "unpair", "--yes");

        assertThat(unasked.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(unasked.err())
                .contains("epoch 1", "No row is removed", "--yes")
                .doesNotContain("wait to be sent");
        assertThat(unpaired.out())
                .contains(
                        "No pair any more: supabase and sqlite".replace("supabase and sqlite", "sqlite and supabase"));
        assertThat(rows()).isEqualTo(before);
        assertThat(done(paired, "unpair").out()).contains("In no pair. Nothing was changed.");
        ingest(alone("sqlite"));
        ingest(alone("supabase"));
        assertThat(rows()).isEqualTo("file1.csv file2.csv file1.csv file3.csv ");
    }

    @Test
    void aLostDeviceIsForgotten() throws Exception {
        var desktop = with(paired, "DEVICE_NAME", "desktop");
        var laptop = with(device("laptop"), "DB_BACKEND", "supabase", "OFFLINE_MODE", "queue", "DEVICE_NAME", "laptop");
        done(desktop, "pair", "--yes");
        ingest(desktop);
        done(desktop, "cutover", "--to", "supabase");
        done(laptop, "pair", "--yes");
        ingest(laptop);
        ingest(desktop);
        assertThat(done(desktop, "sync", "devices").out())
                .containsPattern("laptop \\(.*\\): OFFLINE_MODE=queue, 0 rows")
                .contains("desktop, this device", "2 devices.");
        assertThat(dox(desktop, "cutover", "--to", "sqlite").err()).contains("laptop", "--leave-devices");

        assertThat(dox(desktop, "sync", "devices", "--forget", "laptop").exitCode())
                .isEqualTo(Failures.USAGE);
        assertThat(dox(desktop, "sync", "devices", "--forget", "desktop", "--yes")
                        .err())
                .contains("is this device");
        assertThat(dox(desktop, "sync", "devices", "--forget", "phone", "--yes").err())
                .contains("no device 'phone'");
        assertThat(done(desktop, "sync", "devices", "--json").json().get("devices"))
                .hasSize(2);
        done(desktop, "sync", "devices", "--forget", "laptop", "--yes");

        done(desktop, "cutover", "--to", "sqlite");
        assertThat(dox(laptop, "sync", "status").out()).contains("store.went-back");
    }

    @Test
    void whatWaitsIsToldAndStaysWhereItIs() throws Exception {
        done(paired, "pair", "--yes");
        ingest(paired);
        ingest(with(paired, "SUPABASE_DB_URL", NO_ONE));

        var asked = dox(paired, "unpair");
        assertThat(asked.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(asked.err()).containsPattern("[1-9]\\d* rows wait to be sent to supabase, 0 to sqlite");
        var json = done(paired, "unpair", "--yes", "--json").json();
        assertThat(json.get("status").asText()).isEqualTo("unpaired");
        assertThat(json.get("to_supabase_rows").asLong()).isPositive();
        assertThat(rows()).isEqualTo("file1.csv file2.csv file1.csv ");
    }

    @Test
    void aPairThatWasTakenApartCanBeMadeAgain() throws Exception {
        done(paired, "pair", "--primary", "supabase", "--yes");
        ingest(paired);
        done(paired, "unpair", "--yes");
        ingest(alone("supabase")); // which goes unnoticed

        var again = done(paired, "pair", "--primary", "supabase", "--yes");
        ingest(paired);

        assertThat(again.out()).contains("epoch 2");
        assertThat(rows()).isEqualTo("file1.csv file2.csv file3.csv file1.csv file2.csv file3.csv ");
        assertThat(done(paired, "parity").out()).contains("Equal.");
        done(paired, "cutover", "--to", "sqlite");
        ingest(paired);
        assertThat(done(paired, "parity").out()).contains("Equal.");
    }

    @Test
    void whileTheDatabaseIsAwayTheFileLeavesAlone() throws Exception {
        done(paired, "pair", "--yes");
        ingest(paired);
        var away = with(paired, "SUPABASE_DB_URL", NO_ONE);

        var refused = dox(away, "unpair", "--yes");
        var left = done(away, "unpair", "--only", "sqlite", "--yes");

        assertThat(refused.exitCode()).isEqualTo(Failures.UNAVAILABLE);
        assertThat(refused.err()).contains("dox unpair --only sqlite");
        assertThat(left.err()).contains("supabase takes no writes until");
        ingest(alone("sqlite"));
        assertThat(dox(alone("supabase"), "ingest", "--no-embed", file()).exitCode())
                .isNotZero();
        assertThat(done(paired, "unpair", "--yes").out()).contains("No pair any more: supabase by itself");
        ingest(alone("supabase"));
    }

    @Test
    void aDatabaseWhosePrimaryIsLostTakesWritesAgain() throws Exception {
        done(paired, "pair", "--yes");
        ingest(paired);
        var elsewhere = device("another");

        var refused = dox(elsewhere, "unpair", "--yes");
        assertThat(refused.exitCode()).isEqualTo(Failures.FAILED);
        assertThat(refused.err()).contains("store.missing", "dox unpair --only supabase");
        assertThat(done(elsewhere, "unpair", "--only", "supabase", "--yes").err())
                .contains("What only another store of the pair has is missing here.");
        ingest(alone("supabase"));
        assertThat(rows()).isEqualTo("file1.csv file1.csv file2.csv ");
    }

    @Test
    void aDatabaseThatOtherDevicesFollowStaysTheirPrimary() throws Exception {
        var other = with(device("another"), "OFFLINE_MODE", "queue", "DB_BACKEND", "supabase");
        done(paired, "pair", "--primary", "supabase", "--yes");
        ingest(paired);
        done(other, "pair", "--primary", "supabase", "--yes");
        ingest(other);
        ingest(with(other, "SUPABASE_DB_URL", NO_ONE)); // is sent by the next one as a change of that device
        ingest(other);
        assertThat(done(other, "sync", "status").out()).contains("nothing waits");

        var left = done(paired, "unpair", "--yes");

        assertThat(left.out()).contains("sqlite by itself");
        assertThat(left.err()).contains("supabase stays as it is: it is the primary of other devices");
        ingest(other);
        assertThat(done(other, "parity").out()).contains("Equal.");
        assertThat(done(paired, "unpair", "--yes").out()).contains("In no pair", "stays as it is");
    }

    @Test
    void aRunningServerIsStoppedFirst() throws Exception {
        done(paired, "pair", "--yes");
        try (var server = RunningServer.start(folder, paired)) {
            server.address();
            var refused = dox(paired, "unpair", "--yes");
            assertThat(refused.exitCode()).isEqualTo(Failures.FAILED);
            assertThat(refused.err()).contains("sync.in-pair", "stop it first");
        }
        done(paired, "unpair", "--yes");
    }
}
