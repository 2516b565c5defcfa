package ai.pmoves.dox.app.http.admin;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.app.http.fixture.TestStores;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a server tells how two stores keep up with each other, and what it lets be done about it. */
public class SyncRoutesIT {
    private final String url = MigratedDatabase.create();
    private final ServerExtension server = new ServerExtension(new TestConfig(), store -> pair(store, url));
    private Api api;

    private static Store pair(Store store, String url) {
        return TestStores.pair((SqliteStore) store, url, PairOptions.plain(false));
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
        api = server.api();
    }

    @AfterEach
    void stop() throws IOException {
        server.stop();
        PostgresServer.shared().dropDatabase(url);
    }

    private void upload(String name) {
        var answer = api.post("/upload", new Multipart().file("files", name, "campaign,spend\nspring,100\n"));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void sql(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var execution = connection.createStatement()) {
            execution.execute(statement);
        }
    }

    private JsonNode await(String path, Predicate<JsonNode> wanted) {
        return Eventually.await(path)
                .until(
                        () -> {
                            var answer = api.get(path);
                            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
                            return answer.json();
                        },
                        wanted);
    }

    private JsonNode awaitSent() {
        return await("/admin/sync", json -> json.at("/sync/lag_rows").asLong() == 0);
    }

    @Test
    void theLagIsInTheConfigurationToo() throws Exception {
        upload("one.csv");
        var sync = awaitSent().get("sync");
        assertThat(sync.get("part").asText()).isEqualTo("replicates");
        assertThat(sync.get("primary").asText()).isEqualTo("sqlite");
        assertThat(sync.get("settled").asBoolean()).isTrue();
        assertThat(sync.get("rows_per_second").isNumber()).isTrue();
        assertThat(sync.get("error").isNull()).isTrue();

        var told = await("/config", json -> json.at("/database/sync/lag_rows").asLong(-1) == 0);
        assertThat(told.at("/database/sync")).hasSameSizeAs(sync);
        assertThat(told.at("/database/active").asText()).isEqualTo("dual:sqlite+supabase");
    }

    @Test
    void aRefusedChangeIsTriedAgainOrGivenUp() throws Exception {
        sql("alter table artifacts add constraint no_poison check (filename not like 'poison%')");
        upload("poison-1.csv");
        upload("poison-2.csv");
        var letters = await("/admin/sync", json -> json.at("/sync/dead_letters").asLong() >= 2)
                .get("letters");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.get("direction").asText()).isEqualTo("push");
            assertThat(letter.get("reason").asText()).isNotBlank();
        });
        var first = letters.get(0).get("row").asText();

        assertThat(api.postJson("/admin/sync/drop", "{}").status()).isEqualTo(422);
        assertThat(api.postJson("/admin/sync/drop", "{\"rows\":[\"mars\"]}").status())
                .isEqualTo(400);
        assertThat(api.postJson("/admin/sync/drop", "{\"rows\":[\"%s\"],\"all\":true}".formatted(first))
                        .status())
                .isEqualTo(422);
        var dropped = api.postJson("/admin/sync/drop", "{\"rows\":[\"%s\"]}".formatted(first));
        assertThat(dropped.json().get("rows").asInt()).isEqualTo(1);

        sql("alter table artifacts drop constraint no_poison");
        assertThat(api.post("/admin/sync/retry").json().get("rows").asInt()).isPositive();
        await("/admin/sync", json -> json.at("/sync/dead_letters").asLong() == 0);
        awaitSent();
    }

    @Test
    void aConflictIsKeptUntilItIsForgotten() throws Exception {
        upload("one.csv");
        awaitSent();
        var conflict = "insert into dox.sync_conflicts values ('c%d', 'artifacts', 'a', 2, 'one', 3, 'other',"
                + " '{\"filename\": \"lost.csv\"}', clock_timestamp())";
        sql(conflict.formatted(1));
        sql(conflict.formatted(2));
        sql("insert into dox.sync_devices values ('one', 'harbor', 'queue', 0, 1, 'a mark', clock_timestamp())");

        var shown = api.get("/admin/sync/conflicts").json();
        assertThat(shown.get("count").asInt()).isEqualTo(2);
        assertThat(shown.at("/conflicts/0/lost_row/filename").asText()).isEqualTo("lost.csv");
        assertThat(shown.at("/conflicts/0/row").asText()).isEqualTo("artifacts:a");
        assertThat(shown.at("/conflicts/0/lost_by").asText()).isEqualTo("harbor");
        assertThat(shown.at("/conflicts/0/won_by").asText()).isEqualTo("other");
        assertThat(api.postJson("/admin/sync/conflicts/forget", "{\"ids\":[\"c1\"]}")
                        .json()
                        .get("conflicts")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.postJson("/admin/sync/conflicts/forget", "{\"all\":true}")
                        .json()
                        .get("conflicts")
                        .asInt())
                .isEqualTo(1);
        assertThat(api.get("/admin/sync/conflicts").json().get("count").asInt()).isZero();
    }

    @Test
    void aServerWithOneStoreSaysSo() throws IOException {
        var alone = new ServerExtension();
        alone.start();
        try {
            var answer = alone.api().get("/admin/sync");
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().get("code").asText()).isEqualTo("sync.not-configured");
            assertThat(alone.api().get("/config").json().at("/database/sync").isMissingNode())
                    .isTrue();
        } finally {
            alone.stop();
        }
    }
}
