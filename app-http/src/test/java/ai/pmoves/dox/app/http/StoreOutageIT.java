package ai.pmoves.dox.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.http.Api.Answer;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients see while the database of a running server is away. */
class StoreOutageIT {
    private static final Duration FAILS_WITHIN = Duration.ofSeconds(2);
    private static final Duration WORKS_WITHIN = Duration.ofSeconds(1);
    private static final Duration TOLD_WITHIN = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path PDF = Path.of("../samples/harbor_q3_report.pdf");

    private final OwnPostgresServer database = PostgresServer.startOwn();
    private final String url =
            database.createDatabase("dox", template -> SupabaseStore.migrate(SupabaseConfig.of(template)));
    private final ServerExtension server = new ServerExtension(new TestConfig(), this::store);
    private Api api;

    private Store store(Store other) {
        other.close();
        return SupabaseStore.open(SupabaseConfig.of(url));
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
        server.stop();
        database.close();
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
        var answers = calls.stream().map(this::inTheBackground).toList();
        for (var answer : answers) {
            isUnavailable(answer);
        }
        isTold();
        for (var call : calls) {
            isUnavailable(inTheBackground(call));
        }
        assertThat(files()).isEqualTo(files);

        harm.undo(database);
        long start = System.nanoTime();
        var first = api.get("/artifacts");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(WORKS_WITHIN);
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.json().at("/artifacts").findValuesAsText("filename")).containsExactly("kept.csv");
        assertThat(api.get("/health").status()).isEqualTo(200);
        assertThat(api.get("/documents").json().at("/documents")).isEmpty();
    }

    /** Health and configuration say what is the matter, and do not wait for it. */
    private void isTold() {
        var health = api.get("/health");
        assertThat(health.status()).isEqualTo(503);
        assertThat(health.header("Retry-After")).isEqualTo("5");
        assertThat(health.json().at("/store/status").asText()).isEqualTo("unavailable");
        assertThat(health.json().at("/store/error").asText()).isNotEmpty();
        var config = api.get("/config");
        assertThat(config.status()).isEqualTo(200);
        assertThat(config.json().at("/database/store/code").asText()).isEqualTo("store.unavailable");
        assertThat(median("/health")).isLessThan(TOLD_WITHIN);
        assertThat(median("/config")).isLessThan(TOLD_WITHIN);
    }

    private Duration median(String path) {
        return IntStream.range(0, 21)
                .mapToObj(i -> {
                    long start = System.nanoTime();
                    api.get(path);
                    return Duration.ofNanos(System.nanoTime() - start);
                })
                .sorted()
                .toList()
                .get(10);
    }

    @ParameterizedTest
    @EnumSource
    void anUploadThatItInterruptsLeavesNothing(Harm harm) throws Exception {
        var files = files();
        CompletableFuture<Answer> upload;
        try (var connection = blockEvidence()) {
            upload = inTheBackground(() -> uploadCsv("lost.csv"));
            awaitBlocked(connection);
            harm.to(database);
            isUnavailable(upload);
        }
        assertThat(files()).isEqualTo(files);
        harm.undo(database);
        assertThat(api.get("/artifacts").text()).isEqualTo("{\"artifacts\":[]}");
        assertThat(api.get("/facts").text()).isEqualTo("{\"facts\":[]}");
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatIsReadInTheBackgroundIsReadAgainAfterwards(Harm harm) throws Exception {
        String taskId;
        try (var connection = blockEvidence()) {
            taskId = uploadPdf("q3.pdf").json().at("/results/0/task_id").asText();
            awaitBlocked(connection);
            harm.to(database);
            await("the outage is noticed", () -> api.get("/health").status() == 503);
            Thread.sleep(2_000);
            assertThat(task(taskId)).isEqualTo("queued");
        }
        harm.undo(database);
        await("it is read", () -> !task(taskId).equals("queued"));
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
        await("it is told", () -> api.get("/health").text().contains("takes only reads"));
        isUnavailable(inTheBackground(() -> uploadCsv("lost.csv")));
        assertThat(files()).isEqualTo(files);
        assertThat(api.get("/artifacts").json().at("/artifacts")).hasSize(1);
        assertThat(api.postJson("/search", "{\"q\":\"spend\"}").status()).isEqualTo(200);
    }

    private Connection blockEvidence() throws SQLException {
        var connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("lock table public.evidence in exclusive mode");
        }
        return connection;
    }

    private static void awaitBlocked(Connection connection) throws InterruptedException {
        await("it waits for the table", () -> {
            try (var statement = connection.createStatement();
                    var row = statement.executeQuery("""
                            select count(*) from pg_locks where not granted
                                and relation = 'public.evidence'::regclass""")) {
                row.next();
                return row.getInt(1) > 0;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
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

    private CompletableFuture<Answer> inTheBackground(Supplier<Answer> call) {
        return CompletableFuture.supplyAsync(call, task -> Thread.ofVirtual().start(task));
    }

    private static void isUnavailable(CompletableFuture<Answer> call) throws Exception {
        long start = System.nanoTime();
        var answer = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(FAILS_WITHIN);
        assertThat(answer.status()).as(answer.text()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isEqualTo("5");
        assertThat(answer.json().at("/code").asText()).isEqualTo("store.unavailable");
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

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in vain: " + what).isLessThan(end);
            Thread.sleep(20);
        }
    }
}
