package ai.pmoves.dox.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.Eventually;
import ai.pmoves.dox.app.cli.Playbook.Step;
import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The migration of docs/operations.md, done by the commands that stand there. */
@Tag("alone")
class PlaybookIT {
    private static final int LOGS = 300;

    @TempDir
    private Path temporary;

    private OwnPostgresServer server;
    private String jdbcUrl = "";
    private String address = "";
    private Path folder;
    private Playbook playbook;

    @BeforeEach
    void prepare() throws Exception {
        server = PostgresServer.startOwn();
        jdbcUrl = server.createDatabase();
        address = jdbcUrl.replaceFirst("^jdbc:postgresql://([^?]+).*", "$1");
        playbook = Playbook.read();
        folder = Files.createDirectories(temporary.resolve("work"));
        Files.writeString(folder.resolve("dox"), """
                #!/bin/sh
                exec '%s/bin/java' --enable-native-access=ALL-UNNAMED -Xmx1g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
                -Dlogback.configurationFile=logback.xml -Ddox.asks=true -cp '%s' %s "$@"
                """.formatted(
                        System.getProperty("java.home"), System.getProperty("java.class.path"), Main.class.getName()));
        assertThat(folder.resolve("dox").toFile().setExecutable(true)).isTrue();
        Files.createDirectories(folder.resolve("old"));
        try (var legacy = LegacyFile.create(folder.resolve("old/db.sqlite3"), LegacyVersion.CURRENT)) {
            legacy.addCleanRows();
            legacy.addLogs(LOGS);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aTeamMovesToSupabaseAndBackByItsCommands() throws Exception {
        var bootstrap = playbook.under("## Bootstrap");
        doStep(bootstrap.get(0));
        doStep(new Step.Sql(((Step.Sql) bootstrap.get(1)).statement().replace("'...'", "'secret'")));
        set("SUPABASE_DB_URL=postgresql://dox_app:secret@" + address);
        doAll("### Week 1: backfill");
        doAll("### Week 2: dual write");
        var serve = DoxProcess.start(folder, Map.of(), "serve", "--port", "0");
        try (serve) {
            var api = new ApiClient(serve.address());
            ingest("before");
            awaitNothingWaits(api);
            doAll("### Weeks 2 and 3: compare");
            doAll("### Week 4: cutover");
            set("DB_BACKEND=supabase");
            ingest("between");
            awaitNothingWaits(api);
            assertThat(run("./dox parity")).contains("Equal.");
            assertThat(run("./dox cutover --to sqlite")).contains("sqlite is the primary now");
            ingest("after");
            awaitNothingWaits(api);
            assertThat(run("./dox parity")).contains("Equal.");
            run("./dox cutover --to supabase");
        }
        unset("SUPABASE_DUAL_WRITE");
        try (var retired = DoxProcess.start(folder, Map.of(), "serve", "--port", "0")) {
            var documents =
                    new ApiClient(retired.address()).get("/logs?limit=1000").toString();
            assertThat(documents).contains("before", "between", "after");
        }
    }

    private void doAll(String heading) throws Exception {
        for (var step : playbook.under(heading)) {
            doStep(step);
        }
    }

    private void doStep(Step step) throws Exception {
        switch (step) {
            case Step.Sql sql -> execute(sql.statement());
            case Step.Settings settings -> {
                for (var line : settings.lines()) {
                    set(Playbook.filledIn(line, address));
                }
            }
            case Step.Command command -> {
                var shapes = run(Playbook.filledIn(command.command(), address))
                        .lines()
                        .map(Playbook::shape)
                        .toList();
                assertThat(shapes)
                        .as(command.command())
                        .containsAll(
                                command.printed().stream().map(Playbook::shape).toList());
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(jdbcUrl);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Sets what the servers and commands are configured with from now on. */
    private void set(String setting) throws IOException {
        Files.writeString(folder.resolve(".env"), setting + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void unset(String key) throws IOException {
        var file = folder.resolve(".env");
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .filter(line -> !line.startsWith(key + "="))
                        .toList());
    }

    /** Runs a command of the shell, says yes to what it asks, and returns what it printed. */
    private String run(String command) throws Exception {
        var printed = temporary.resolve("printed.txt");
        var process = new ProcessBuilder("sh", "-e", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try (var answers = process.outputWriter(StandardCharsets.UTF_8)) {
            answers.write("y\n");
        }
        int exitCode = process.waitFor();
        var output = Files.readString(printed).replace(folder.toRealPath() + "/", "");
        assertThat(exitCode).as("%s%n%s", command, output).isZero();
        return output;
    }

    private void ingest(String word) throws Exception {
        Files.writeString(
                folder.resolve(word + ".xml"),
                "<log><entry><level>INFO</level><message>%s</message></entry></log>".formatted(word));
        assertThat(run("./dox ingest " + word + ".xml")).contains("1 stored");
    }

    private static void awaitNothingWaits(ApiClient api) {
        Eventually.await("nothing waits to be brought over").until(() -> {
            var sync = api.get("/admin/sync").path("sync");
            return List.of(
                            sync.path("lag_rows").asLong(-1),
                            sync.path("dead_letters").asLong(-1))
                    .equals(List.of(0L, 0L));
        });
    }
}
