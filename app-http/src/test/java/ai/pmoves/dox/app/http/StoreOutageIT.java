package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.LogCapture;
import ai.pmoves.dox.app.MigratedDatabase;
import ai.pmoves.dox.app.http.fixture.Api;
import ai.pmoves.dox.app.http.fixture.Api.Answer;
import ai.pmoves.dox.app.http.fixture.Multipart;
import ai.pmoves.dox.app.http.fixture.Samples;
import ai.pmoves.dox.app.http.fixture.ServerExtension;
import ai.pmoves.dox.app.http.fixture.TestConfig;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see while the database of a running server is away. */
class StoreOutageIT {
    /** Much less than a client or a driver waits by itself, and much more than a busy machine needs. */
    private static final Duration IN_TIME = Duration.ofSeconds(15);

    private static final int MANY_REQUESTS = 20;
    private static final Path PDF = Path.of("../samples/harbor_q3_report.pdf");

    private static OwnPostgresServer database;

    private final String url = MigratedDatabase.create(database);
    private final ServerExtension server = new ServerExtension(new TestConfig(), this::store);
    private Api api;

    private Store store(Store other) {
        other.close();
        return Eventually.await("the database answers")
                .ignoreExceptionsMatching(e -> e instanceof DoxException)
                .until(() -> SupabaseStore.open(SupabaseConfig.of(url)), Objects::nonNull);
    }

    @BeforeAll
    static void startDatabase() {
        database = PostgresServer.startOwn("max_prepared_transactions=1");
    }

    @AfterAll
    static void stopDatabase() {
        database.close();
    }

    @BeforeEach
    void start() throws IOException {
        server.start();
        api = server.api();
        api.postJson("/search", "{\"q\":\"anything\"}"); // the model is loaded
    }

    @AfterEach
    void stop() throws IOException {
        database.thaw();
        database.start();
        server.stop();
        database.dropDatabase(url);
    }

    enum Harm {
        KILL,
        STOP,
        FREEZE;

        void to(OwnPostgresServer database) {
            switch (this) {
                case KILL -> database.kill();
                case STOP -> database.stop();
                case FREEZE -> database.freeze();
            }
        }

        void undo(OwnPostgresServer database) {
            if (this == FREEZE) {
                database.thaw();
            } else {
                database.start();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCallIsToldInTimeAndTheFirstOneAfterwardsWorks(Harm harm) throws Exception {
        assertThat(uploadCsv("kept.csv").status()).isEqualTo(200);
        var files = files();
        harm.to(database);

        var calls = List.<Supplier<Answer>>of(
                () -> api.get("/artifacts"),
                () -> api.get("/logs"),
                () -> api.postJson("/search", "{\"q\":\"spend\",\"mode\":\"text\"}"),
                () -> api.postJson("/search", "{\"q\":\"spend\"}"),
                () -> uploadCsv("lost.csv"),
                () -> uploadPdf("lost.pdf"),
                () -> api.post("/ingest/xml", new Multipart().file("file", "lost.xml", Samples.XML_LOG)),
                () -> api.delete("/reset"));
        areUnavailable(calls);
        hidesTheDatabase(api.get("/artifacts"));
        isTold();
        areUnavailable(calls);
        assertThat(files()).isEqualTo(files);

        harm.undo(database);
        var first = answerUnlessTooBusy(() -> api.get("/artifacts"));
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().at("/artifacts").findValuesAsText("filename")).containsExactly("kept.csv");
        assertThat(api.get("/health").status()).isEqualTo(200);
        assertThat(api.get("/documents").json().at("/documents")).isEmpty();
    }

    /** Health and configuration say what is the matter, and do not wait for the database. */
    private void isTold() throws Exception {
        var health = api.get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.header("Retry-After")).isEqualTo("5");
        assertThat(health.json().at("/store/status").asText()).isEqualTo("unavailable");
        assertThat(health.json().at("/store/error").asText()).isNotEmpty();
        hidesTheDatabase(health);
        var config = api.get("/config");
        assertThat(config.status()).isEqualTo(200);
        assertThat(config.json().at("/database/store/code").asText()).isEqualTo("store.unavailable");
        hidesTheDatabase(config);
        answer(inTheBackground(() -> {
            for (int i = 1; i < MANY_REQUESTS; i++) {
                api.get("/health");
                api.get("/config");
            }
            return api.get("/health");
        }));
    }

    @ParameterizedTest
    @EnumSource
    void anUploadThatItInterruptsLeavesNothing(Harm harm) throws Exception {
        var files = files();
        lockEvidence();
        var upload = inTheBackground(() -> uploadCsv("lost.csv"));
        awaitBlocked();
        harm.to(database);
        isUnavailable(upload);
        assertThat(files()).isEqualTo(files);
        harm.undo(database);
        unlockEvidence();
        assertThat(answerUnlessTooBusy(() -> api.get("/artifacts")).text()).isEqualTo("{\"artifacts\":[]}");
        assertThat(api.get("/facts").text()).isEqualTo("{\"facts\":[]}");
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsReadInTheBackgroundIsReadAgainAfterwards(Harm harm) throws Exception {
        String taskId;
        lockEvidence();
        try (var log = LogCapture.start()) {
            taskId = uploadPdf("q3.pdf").json().at("/results/0/task_id").asText();
            awaitBlocked();
            harm.to(database);
            Eventually.await("it is tried again in vain")
                    .until(() -> log.text().split("event=ingest.waits artifact=" + taskId).length > 2);
            assertThat(task(taskId)).isEqualTo("queued");
            assertThat(api.get("/health").status()).isEqualTo(503);
        }
        harm.undo(database);
        unlockEvidence();
        Eventually.await("it is read").until(() -> !task(taskId).equals("queued"));
        assertThat(task(taskId)).isEqualTo("completed");

        var again = api.post(
                "/upload?async_pdf=false", new Multipart().file("files", "again.pdf", Files.readAllBytes(PDF)));
        var reference = again.json().at("/results/0/artifact_id").asText();
        assertThat(found(taskId)).isEqualTo(found(reference));
    }

    @Test
    void aDatabaseThatTakesOnlyReadsIsReadAndRefusesWrites() throws Exception {
        uploadCsv("kept.csv");
        var files = files();
        run("alter system set default_transaction_read_only = on", "select pg_reload_conf()");
        try {
            Eventually.await("it is told").until(() -> api.get("/health").text().contains("takes only reads"));
            isUnavailable(inTheBackground(() -> uploadCsv("lost.csv")));
            assertThat(files()).isEqualTo(files);
            assertThat(api.get("/artifacts").json().at("/artifacts")).hasSize(1);
            assertThat(api.postJson("/search", "{\"q\":\"spend\"}").status()).isEqualTo(200);
        } finally {
            run("alter system reset default_transaction_read_only", "select pg_reload_conf()");
        }
    }

    /** Locks the table against writes. The lock is a prepared transaction's, so it survives a killed server. */
    private void lockEvidence() throws SQLException {
        run("begin", "lock table public.evidence in exclusive mode", "prepare transaction 'lock'");
    }

    private void unlockEvidence() throws SQLException {
        run("rollback prepared 'lock'");
    }

    private void awaitBlocked() {
        Eventually.await("it waits for the table").until(() -> {
            try (var connection = DriverManager.getConnection(url);
                    var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select count(*) from pg_locks where not granted
                                and relation = 'public.evidence'::regclass
                                and database = (select oid from pg_database where datname = current_database())""")) {
                row.next();
                return row.getInt(1) > 0;
            }
        });
    }

    private void run(String... statements) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static CompletableFuture<Answer> inTheBackground(Supplier<Answer> call) {
        return CompletableFuture.supplyAsync(call, task -> Thread.ofVirtual().start(task));
    }

    private static Answer answer(CompletableFuture<Answer> call) throws Exception {
        return call.get(IN_TIME.toSeconds(), TimeUnit.SECONDS);
    }

    /** Calls again only where the machine is so busy that a database which has just come back does not answer in time. */
    private static Answer answerUnlessTooBusy(Supplier<Answer> call) {
        return Eventually.await("the server answers in time")
                .until(
                        () -> answer(inTheBackground(call)),
                        answer -> answer.status() != 503
                                || !answer.text().contains("no answer within")
                                        && !answer.text().contains("is starting up"));
    }

    private static void isUnavailable(CompletableFuture<Answer> call) throws Exception {
        var answer = answer(call);
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.json().at("/code").asText()).isEqualTo("store.unavailable");
    }

    private void hidesTheDatabase(Answer answer) {
        var place = URI.create(url.replaceFirst("^jdbc:", ""));
        assertThat(answer.json().at("/store").toString()
                        + answer.json().at("/database")
                        + answer.json().at("/detail"))
                .doesNotContain(place.getHost(), Integer.toString(place.getPort()), place.getPath());
    }

    private static void areUnavailable(List<Supplier<Answer>> calls) throws Exception {
        for (var answer : calls.stream().map(StoreOutageIT::inTheBackground).toList()) {
            isUnavailable(answer);
        }
    }

    private Answer uploadCsv(String name) {
        return api.post("/upload", new Multipart().file("files", name, "channel,spend\n" + name + ",12\n"));
    }

    private Answer uploadPdf(String name) {
        try {
            return api.post("/upload", new Multipart().file("files", name, Files.readAllBytes(PDF)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String task(String id) {
        return api.get("/tasks/" + id).json().at("/status").asText();
    }

    private List<Integer> found(String artifactId) {
        var artifact = api.get("/artifacts/" + artifactId).json();
        return List.of(artifact.at("/facts").size(), artifact.at("/evidence").size());
    }

    /** What is kept of uploads, and what waits to be. */
    private List<String> files() throws IOException {
        try (var files = Files.walk(server.home())) {
            return files.filter(Files::isRegularFile)
                    .map(file -> server.home().relativize(file).toString())
                    .filter(name -> name.startsWith("uploads/") || name.startsWith("artifacts/"))
                    .sorted()
                    .toList();
        }
    }
}
