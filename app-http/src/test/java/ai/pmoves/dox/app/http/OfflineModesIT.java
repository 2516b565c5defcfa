package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.Libraries;
import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.library.Dox;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients of a device see while it cannot reach the shared store, in each mode. */
class OfflineModesIT {
    private static final String LOG = """
            <log><entry><timestamp>2025-09-29T06:02:41Z</timestamp><level>ERROR</level><code>E1</code>
            <component>Gate</component><message>%s</message></entry></log>""";

    private final PostgresServer postgres = PostgresServer.shared();
    private final String database = MigratedDatabase.create(postgres);
    private final CutOffProxy line = CutOffProxy.before(postgres.host(), postgres.port());

    @TempDir
    Path home;

    private Dox dox;
    private DoxServer server;
    private Api api;

    /** With a log, which the device's copy has, too, and without the shared store. */
    private void startAndCut(String mode) {
        start(mode);
        assertThat(ingest("turnstile jammed").status()).isEqualTo(200);
        if (dox.pair().isPresent()) {
            awaitCopy();
        }
        line.cut();
    }

    private void start(String mode) {
        dox = Libraries.open(DoxConfig.from(Map.of(
                "DOX_HOME",
                home.toString(),
                "DB_BACKEND",
                "supabase",
                "SUPABASE_DB_URL",
                line.url(database),
                "OFFLINE_MODE",
                mode)));
        server = DoxServer.start(
                new TestConfig().uploads(home.resolve("tmp/uploads")).build(), dox);
        api = new Api("http://127.0.0.1:" + server.port());
    }

    @AfterEach
    void stop() {
        server.close();
        dox.close();
        line.close();
        postgres.dropDatabase(database);
    }

    private Api.Answer ingest(String message) {
        return api.post("/ingest/xml", new Multipart().file("file", "gate.xml", LOG.formatted(message)));
    }

    private Api.Answer logs() {
        return api.get("/logs");
    }

    private void awaitCopy() {
        var written = Instant.now();
        Eventually.await("the copy has everything").until(() -> {
            var sync = api.get("/config").json().at("/database/sync");
            return sync.at("/pull/rows").asLong(-1) == 0 // not known before the copy has all that was there
                    && Instant.parse(sync.at("/as_of").asText()).isAfter(written);
        });
    }

    private boolean isOffline() {
        return api.get("/config").json().at("/database/pair/offline").asBoolean();
    }

    private static void assertFails(Api.Answer answer, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.text()).contains(code);
    }

    private void assertCopyAnswers(String mode) {
        var logs = logs();
        assertThat(logs.status()).isEqualTo(200);
        assertThat(logs.text()).contains("turnstile jammed");
        assertThat(logs.header("X-Dox-Offline")).isEqualTo(mode);
        var found = api.postJson("/search", "{\"q\":\"turnstile\",\"mode\":\"text\"}");
        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text()).contains("turnstile jammed");
        assertThat(found.header("X-Dox-Offline")).isEqualTo(mode);
        assertThat(isOffline()).isTrue();
    }

    private void assertOnlineAgain() {
        line.restore();
        Eventually.await("the end of the outage").until(() -> !isOffline());
        var logs = logs();
        assertThat(logs.status()).isEqualTo(200);
        assertThat(logs.header("X-Dox-Offline")).isEmpty();
    }

    @Test
    void aSecondaryThatIsServedByItselfIsNotOk() {
        try (var shared = SupabaseStore.open(SupabaseConfig.of(database))) {
            var id = shared.sync().role().storeId();
            shared.sync().advance(new ReplicationRole(id, "another store", 1));
        }
        start("off");
        assertFails(ingest("never taken"), "store.not-primary");
        Eventually.await("health tells").until(() -> api.get("/health").status() == 503);
        var health = api.get("/healthz").json();
        assertThat(health.at("/status").asText()).isEqualTo("read-only");
        assertThat(health.at("/writes/code").asText()).isEqualTo("store.not-primary");
        assertThat(health.at("/store/status").asText()).isEqualTo("ok");
    }

    @Test
    void offAnswersThatTheStoreIsAway() {
        startAndCut("off");
        assertFails(logs(), "store.unavailable");
        assertFails(ingest("never taken"), "store.unavailable");
        line.restore();
        Eventually.await("an answer").until(() -> logs().status() == 200);
        assertThat(logs().text()).contains("turnstile jammed").doesNotContain("never taken");
    }

    @Test
    void readAnswersFromTheCopyAndTakesNoWrites() {
        startAndCut("read");
        assertCopyAnswers("read");
        assertFails(ingest("never taken"), "store.offline");
        var health = api.get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.json().at("/status").asText()).isEqualTo("read-only");
        assertThat(health.json().at("/writes/code").asText()).isEqualTo("store.offline");
        assertOnlineAgain();
        assertThat(api.get("/health").json().at("/status").asText()).isEqualTo("ok");
        assertThat(logs().text()).doesNotContain("never taken");
    }

    @Test
    void queueTakesWritesAndSendsThemLater() throws Exception {
        startAndCut("queue");
        assertCopyAnswers("queue");
        assertThat(ingest("written offline").status()).isEqualTo(200);
        assertThat(logs().text()).contains("written offline");
        assertThat(api.get("/health").json().at("/status").asText()).isEqualTo("ok");
        // the status may be seconds old, as its time says
        Eventually.await("the status with the queued write").untilAsserted(this::assertStatusHasQueuedWrite);
        assertOnlineAgain();
        try (var shared = SupabaseStore.open(SupabaseConfig.of(database))) {
            Eventually.await("the queued write").until(() -> shared.rows().count(StoreTable.LOG_ENTRIES) == 2);
        }
        assertThat(logs().text()).contains("turnstile jammed", "written offline");
    }

    private void assertStatusHasQueuedWrite() {
        for (var sync : List.of(
                api.get("/config").json().at("/database/sync"),
                api.get("/admin/sync").json().get("sync"))) {
            assertThat(sync.at("/push/rows").asLong()).isPositive();
            assertThat(sync.get("pull").isNull()).isTrue();
            assertThat(sync.get("lag_rows").isNull())
                    .as("what waits in the shared store is not known")
                    .isTrue();
            assertThat(Instant.parse(sync.get("as_of").asText()))
                    .isAfter(Instant.now().minusSeconds(5));
        }
    }
}
