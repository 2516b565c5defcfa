package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.CommandsOnDatabase;
import ai.pmoves.dox.app.cli.fixture.DoxProcess;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The commands that look after two stores that are one, as an operator gives them. */
@SeparateServer
class PairCommandsIT extends CommandsOnDatabase {
    private static final String REFUSE =
            "alter table artifacts add constraint no_poison check (filename <> 'poison.csv') not valid";
    private static final String NO_ONE = "postgresql://postgres@127.0.0.1:1/postgres";

    private int ingested;

    @BeforeEach
    void usePair() {
        environment.put("SUPABASE_DUAL_WRITE", "true");
        environment.put("AUTO_MIGRATE", "true");
    }

    private void ingest(String name) throws IOException {
        var file = Files.writeString(
                folder.resolve(name), "campaign,spend\nspring,100\nautumn,%d\n".formatted(++ingested));
        done("ingest", "--no-embed", file.toString()); // there are no texts in it
    }

    private JsonNode sync(CommandResult status) throws IOException {
        return status.json().get("sync");
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:" + database.replace("jdbc:", ""));
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    @Test
    void aPairIsComparedAndChangesPlacesAndBack() throws Exception {
        done("pair", "--yes");
        ingest("one.csv");
        var before = sync(done("sync", "status", "--json"));
        assertThat(before.get("primary").asText()).isEqualTo("sqlite");
        assertThat(before.get("lag_rows").asLong()).isZero();
        assertThat(before.has("last_parity")).isFalse();

        assertThat(done("parity").out()).contains("Equal.").containsPattern("primary: +\\S*db.sqlite3");
        var compared = sync(done("sync", "status", "--json")).get("last_parity");
        assertThat(compared.at("/figures/differences").asLong()).isZero();
        assertThat(compared.at("/figures/rows").asLong()).isPositive();
        assertThat(compared.get("by").asText()).contains("@");

        assertThat(done("cutover", "--to", "supabase", "--dry-run").out()).contains("Nothing stands in the way");
        assertThat(sync(done("sync", "status", "--json")).get("primary").asText())
                .isEqualTo("sqlite");
        assertThat(done("cutover", "--to", "supabase").out()).contains("supabase is the primary now (epoch 2)");
        assertThat(done("cutover", "--to", "supabase").out()).contains("is the primary already");
        ingest("two.csv");
        assertThat(done("parity").out()).contains("Equal.").doesNotContainPattern("primary: +\\S*db.sqlite3");
        assertThat(done("sync", "status").out()).contains("supabase, epoch 2");

        var back = done("cutover", "--to", "sqlite", "--json").json();
        assertThat(back.get("status").asText()).isEqualTo("switched");
        assertThat(back.get("epoch").asLong()).isEqualTo(3);
        done("ingest", Path.of("../samples/platform_log.xml").toAbsolutePath().toString());
        assertThat(done("search", "membership", "--mode", "text", "--json")
                        .json()
                        .get("count")
                        .asInt())
                .isPositive();
        done("parity");
        assertThat(done("cutover", "--history").out())
                .contains("cutover.done", "cutover.begun", "parity.compared", "held_ms=");
        assertThat(done("cutover", "--history", "--json", "--show", "2").json()).hasSize(2);
    }

    @Test
    void whatTheOtherStoreRefusesIsShownTriedAgainAndGivenUp() throws Exception {
        done("pair", "--yes");
        ingest("one.csv");
        sql(REFUSE);
        ingest("poison.csv");
        ingest("after.csv");

        var status = dox("sync", "status", "--json");
        assertThat(status.exitCode()).isEqualTo(Failures.REJECTED);
        var letter = status.json().at("/letters/0");
        assertThat(letter.get("row").asText()).startsWith("artifacts:");
        assertThat(letter.get("reason").asText()).contains("no_poison");
        assertThat(dox("sync", "status").out()).contains(letter.get("row").asText());
        assertThat(dox("parity").exitCode()).isEqualTo(Failures.DIFFERENT);

        var refused = dox("cutover", "--to", "supabase");
        assertThat(refused.exitCode()).isEqualTo(Failures.FAILED);
        assertThat(refused.err()).contains("set aside", "dox sync retry", "sync.cutover-refused");
        assertThat(dox("cutover", "--to", "supabase", "--json").json().get("reasons"))
                .isNotEmpty();

        var unknown = dox("sync", "retry", "artifacts:nowhere", "--json");
        assertThat(unknown.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(unknown.json().get("code").asText()).isEqualTo("request.invalid");
        assertThat(unknown.json().get("error").asText()).contains("No change of artifacts 'nowhere' is set aside");
        var withChildren =
                done("sync", "retry", letter.get("row").asText(), "--json").json();
        assertThat(withChildren.get("rows").asLong())
                .isGreaterThan(1)
                .isEqualTo(sync(status).get("dead_letters").asLong());
        ingest("and after.csv"); // whose end sends what waits
        var again = dox("sync", "status", "--json").json().at("/letters/0");
        assertThat(again.get("attempts").asInt())
                .isEqualTo(letter.get("attempts").asInt() + 1);
        assertThat(again.get("since")).isEqualTo(letter.get("since"));

        sql("alter table artifacts drop constraint no_poison");
        assertThat(dox("sync", "retry", "--all", letter.get("row").asText()).exitCode())
                .isEqualTo(Failures.USAGE);
        done("sync", "retry", "--all");
        ingest("one more.csv");
        assertThat(sync(done("sync", "status", "--json")).get("dead_letters").asLong())
                .isZero();
        assertThat(done("parity").out()).contains("Equal.");

        sql(REFUSE);
        ingest("poison.csv");
        assertThat(dox("sync", "drop").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(dox("sync", "drop", "nonsense").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(dox("sync", "drop", "facts:none", "--yes").err())
                .contains("No change of facts 'none' is set aside", "request.invalid");
        var unasked = dox("sync", "drop", "--all");
        assertThat(unasked.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(unasked.err()).contains("artifacts 1", "--yes", "Nothing was changed");
        assertThat(dox("sync", "status").exitCode()).isEqualTo(Failures.REJECTED);
        var dropped = done("sync", "drop", "--all", "--yes", "--json").json();
        assertThat(Files.readString(Path.of(dropped.get("kept").asText()))).contains("poison.csv", "\"removed\"");
        done("sync", "status");
        assertThat(dox("parity").exitCode()).isEqualTo(Failures.DIFFERENT);
    }

    @Test
    void whatLostIsKeptWhenAConflictIsForgotten() throws Exception {
        done("pair", "--yes");
        ingest("one.csv");
        sql("""
                insert into dox.sync_conflicts
                select 'c1', 'artifacts', a.id, 1, 'x', 2, 'y', to_jsonb(a) || '{"filename": "lost.csv", "revision": 9}', now()
                from artifacts a""");

        var unasked = dox("sync", "conflicts", "--forget-all");
        assertThat(unasked.exitCode()).isEqualTo(Failures.USAGE);
        assertThat(unasked.err()).contains("1 conflicts are forgotten", "artifacts 1", "--yes");
        assertThat(dox("sync", "conflicts", "--forget", "c2", "--yes").err()).contains("There is no conflict 'c2'");
        var forgotten =
                done("sync", "conflicts", "--forget", "c1", "--yes", "--json").json();

        var file = folder.resolve("home/db.sqlite3").toString();
        done("backfill", "--replay", forgotten.get("kept").asText(), "--to-sqlite", file);
        assertThat(dox("parity").out()).contains("\"lost.csv\"");
    }

    @Test
    void withoutTheOtherStoreTheCommandsSayWhatWaits() throws Exception {
        done("pair", "--yes");
        ingest("one.csv");
        environment.put("SUPABASE_DB_URL", NO_ONE);
        ingest("two.csv");

        var status = dox("sync", "status", "--json");
        assertThat(status.exitCode()).isEqualTo(Failures.UNAVAILABLE);
        assertThat(sync(status).at("/push/rows").asLong()).isPositive();
        assertThat(sync(status).has("conflicts")).isFalse();
        var refused = dox("cutover", "--to", "supabase", "--json");
        assertThat(refused.exitCode()).isEqualTo(Failures.UNAVAILABLE);
        assertThat(refused.err()).contains("supabase does not become the primary");
        assertThat(refused.json().get("reasons").toString()).contains("cannot be opened", "dox doctor");
        assertThat(dox("sync", "status").out()).contains("Supabase is unreachable; changes wait here.");
        var failed = dox("sync", "conflicts", "--json");
        assertThat(failed.exitCode()).isEqualTo(Failures.UNAVAILABLE);
        assertThat(failed.json().get("code").asText()).isEqualTo("store.unavailable");
        assertThat(done("cutover", "--history").out()).contains("cutover.refused");
        assertThat(dox("sync", "conflicts").exitCode()).isEqualTo(Failures.UNAVAILABLE);

        environment.put("SUPABASE_DB_URL", database);
        ingest("three.csv");
        assertThat(sync(done("sync", "status", "--json")).get("lag_rows").asLong())
                .isZero();
        assertThat(done("parity").out()).contains("Equal.");
    }

    @Test
    void aCutoverThatIsCutOffSaysSoInASentenceAndResumes() throws Exception {
        done("pair", "--yes");
        ingest("one.csv");
        var address = URI.create(database.replaceFirst("^jdbc:", ""));
        try (var proxy = CutOffProxy.before(address.getHost(), address.getPort())) {
            environment.put("SUPABASE_DB_URL", proxy.url(database));
            try (var cutover = DoxProcess.start(folder, environment, "cutover", "--to", "supabase")) {
                var cutOff = cutover.awaitEnd("writes are held", proxy::cut);
                assertThat(cutOff.exitCode()).as(cutOff.err() + cutOff.out()).isEqualTo(Failures.UNAVAILABLE);
                assertThat(cutOff.err())
                        .contains("Run the same command again; it resumes. [store.")
                        .doesNotContain("\tat ", "EDGE", "HUB");
            }
            proxy.restore();
            done("cutover", "--to", "supabase");
        }
    }

    @Test
    void onlyAPairIsLookedAfter() throws Exception {
        environment.remove("SUPABASE_DUAL_WRITE");
        for (var command : new String[] {"status", "retry", "conflicts"}) {
            var refused = dox("sync", command);
            assertThat(refused.exitCode()).isEqualTo(Failures.USAGE);
            assertThat(refused.err())
                    .contains("Only one store is configured", "SUPABASE_DUAL_WRITE", "sync.not-configured");
        }
        assertThat(dox("cutover", "--to", "supabase").err()).contains("sync.not-configured");
        assertThat(dox("cutover").err()).contains("--to supabase, or --to sqlite");
        assertThat(dox("cutover", "--to", "mars").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(dox("cutover", "--to", "sqlite", "--hold", "0").err()).contains("--hold is 0");
        assertThat(dox("sync", "status", "--show", "-1").err()).contains("--show is -1; it has to be 0 or more");
        assertThat(dox("parity", "--show", "-1").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(dox("sync").exitCode()).isEqualTo(Failures.USAGE);
        assertThat(dox("sync", "drop", "--json").json().get("code").asText()).isEqualTo("usage");
    }
}
