package ai.pmoves.dox.app.cli.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.app.cli.fixture.CommandsOnDatabase;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees after an older copy of one of two stores was restored, and how the pair goes on. */
@SeparateServer
class RestoredStoreIT extends CommandsOnDatabase {
    private static final String WENT_BACK = "store.went-back";

    private int ingested;

    @BeforeEach
    void makePair() {
        environment.put("SUPABASE_DUAL_WRITE", "true");
        done("pair", "--yes");
        ingest();
    }

    private CommandResult tryIngest() {
        try {
            var file = Files.writeString(
                    folder.resolve("%d.csv".formatted(++ingested)),
                    "campaign,spend\nspring,100\nautumn,%d\n".formatted(ingested));
            return dox("ingest", "--no-embed", file.toString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void ingest() {
        var result = tryIngest();
        assertThat(result.exitCode()).as(result.err() + result.out()).isZero();
    }

    private String name() {
        return database.replaceAll(".*/([^/?]+)(\\?.*)?$", "$1");
    }

    private void sql(String... statements) throws SQLException {
        var url = "jdbc:" + database.replace("jdbc:", "").replace("/" + name(), "/postgres");
        try (var connection = DriverManager.getConnection(url);
                var execution = connection.createStatement()) {
            for (var statement : statements) {
                execution.execute(statement);
            }
        }
    }

    private void dump() throws SQLException {
        sql("create database %s_dump template %s".formatted(name(), name()));
    }

    private void restore() throws SQLException {
        sql(
                "drop database %s with (force)".formatted(name()),
                "alter database %s_dump rename to %s".formatted(name(), name()));
    }

    /** Another server that a dump is restored to counts its transactions anew: places in the feed mean nothing there. */
    private void forgetFeed() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:" + database.replace("jdbc:", ""));
                var execution = connection.createStatement()) {
            execution.execute("update dox.sync_state set forgotten_xact = pg_current_xact_id()::text::bigint + 1000");
        }
    }

    private static JsonNode sync(CommandResult status) {
        try {
            return status.json().get("sync");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private int artifacts(String table) throws SQLException {
        var isFile = table.equals("artifacts");
        var url = isFile ? "jdbc:sqlite:" + folder.resolve("home/db.sqlite3") : "jdbc:" + database.replace("jdbc:", "");
        try (var connection = DriverManager.getConnection(url);
                var execution = connection.createStatement();
                var result = execution.executeQuery("select count(*) from " + table)) {
            result.next();
            return result.getInt(1);
        }
    }

    private int inFile() throws SQLException {
        return artifacts("artifacts");
    }

    private int inDatabase() throws SQLException {
        return artifacts("public.artifacts");
    }

    /** Every command that looks names it, and none makes it worse. */
    private void assertNamed(String newer) {
        var status = dox("sync", "status", "--json");
        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(sync(status).get("code").asText()).isEqualTo(WENT_BACK);
        var doctor = dox("doctor");
        assertThat(doctor.exitCode()).isEqualTo(1);
        assertThat(doctor.out()).contains(WENT_BACK);
        var parity = dox("parity");
        assertThat(parity.exitCode()).isEqualTo(3);
        assertThat(parity.err()).contains(WENT_BACK, "--repair --from " + newer, "dox pair --accept-restored");
        var repair = dox("parity", "--repair", "--yes");
        assertThat(repair.exitCode()).isNotZero();
        var cutover = dox("cutover", "--to", "supabase");
        assertThat(cutover.exitCode()).isEqualTo(1);
        assertThat(cutover.err()).contains(WENT_BACK);
    }

    @Test
    void anOlderDumpBehindAPrimaryFile() throws Exception {
        dump();
        ingest();
        restore();
        assertNamed("sqlite");
        ingest(); // the file is whole, and goes on
        assertThat(inFile()).isEqualTo(3);
        assertThat(inDatabase()).isEqualTo(1);

        assertThat(done("pair", "--accept-restored", "--yes").out()).contains("The pair goes on");
        assertThat(done("pair", "--accept-restored").out()).contains("nothing to accept");
        ingest();
        assertThat(dox("sync", "status").exitCode()).isZero();
        assertThat(inFile()).isEqualTo(4);
        assertThat(inDatabase()).as("all but the one that only the file had").isEqualTo(3);
    }

    @Test
    void anOlderDumpOfThePrimary() throws Exception {
        done("cutover", "--to", "supabase");
        dump();
        ingest();
        restore();
        var refused = tryIngest();
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains(WENT_BACK);
        assertThat(inFile()).as("the file keeps what only it has").isEqualTo(2);

        done("pair", "--accept-restored", "--yes");
        ingest();
        assertThat(inDatabase()).isEqualTo(2);
        assertThat(inFile()).isEqualTo(2);
        assertThat(done("parity").out()).contains("Equal.");
    }

    @Test
    void theRowsOfTheFileAreBroughtBackToTheRestoredDump() throws Exception {
        done("cutover", "--to", "supabase");
        dump();
        ingest();
        restore();
        forgetFeed();
        done("parity", "--repair", "--from", "sqlite", "--kind", "missing,different", "--yes");
        assertThat(inDatabase()).isEqualTo(2);

        done("pair", "--accept-restored", "--yes");
        ingest();
        assertThat(inDatabase()).isEqualTo(3);
        assertThat(inFile()).isEqualTo(3);
        assertThat(done("parity").out()).contains("Equal.");
    }

    @Test
    void anOlderDumpFromBeforeACutover() throws Exception {
        dump();
        done("cutover", "--to", "supabase");
        ingest();
        restore();
        assertThat(tryIngest().err()).contains(WENT_BACK);
        assertThat(dox("sync", "status").out()).contains(WENT_BACK);
        assertThat(inFile()).isEqualTo(2);
    }

    @Test
    void anOlderCopyOfTheFile() throws Exception {
        var file = folder.resolve("home/db.sqlite3");
        var copy = folder.resolve("copy.sqlite3");
        Files.copy(file, copy);
        ingest();
        Files.deleteIfExists(folder.resolve("home/db.sqlite3-wal"));
        Files.deleteIfExists(folder.resolve("home/db.sqlite3-shm"));
        Files.copy(copy, file, StandardCopyOption.REPLACE_EXISTING);
        assertNamed("supabase");
        var refused = tryIngest();
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.out() + refused.err()).contains("went back in time");

        done("pair", "--accept-restored", "--yes");
        ingest();
        assertThat(inFile()).isEqualTo(2);
        assertThat(inDatabase()).as("with the one that the file had lost").isEqualTo(3);
    }
}
