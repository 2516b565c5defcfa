package ai.pmoves.dox.bench;

import ai.pmoves.dox.app.cli.Main;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.replication.transfer.Backfill;
import ai.pmoves.dox.replication.transfer.BackfillOptions;
import ai.pmoves.dox.replication.transfer.BackfillProgress;
import ai.pmoves.dox.replication.transfer.RejectLog;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteCopySource;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Set;

/**
 * A legacy file with a million log entries into the shared store, beside pgloader on the same file and server; and
 * chunks with their vectors, beside a bare COPY of the same rows.
 */
final class Migration {
    static final int LOGS = 1_000_000;
    private static final String[] SETTINGS = {"shared_buffers=1GB", "max_wal_size=4GB"};

    private Migration() {}

    /** @param logs how many entries of logs the file has */
    static void run(int logs) throws Exception {
        Report.title("Backfill of a legacy file with %,d log entries, verified, at -Xmx256m".formatted(logs));
        var folder = Files.createTempDirectory("dox-bench-migration");
        try (var server = PostgresServer.startOwn(SETTINGS)) {
            var file = folder.resolve("legacy.sqlite3");
            try (var legacy = LegacyFile.create(file, LegacyVersion.CURRENT)) {
                legacy.addCleanRows();
                legacy.addLogs(logs);
            }
            logs(server, folder, file, logs);
            vectors(server, folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void logs(PostgresServer server, Path folder, Path file, int logs) throws Exception {
        var peer = new Pgloader(file, logs);
        double pgloader = peer.intoTablesOfItsOwn(rested(server.createDatabase()));
        double sameShape = peer.intoSameShape(rested(migrated(server)), folder);
        var url = rested(migrated(server));
        long start = System.nanoTime();
        var report = backfill(folder, file, url);
        double dox = Report.millis(System.nanoTime() - start) / 1_000;
        double copied = seconds(report.get("tables"));
        double verified = seconds(report.get("parity"));
        Report.figure("pgloader, without verification", "%.1f s, %,.0f rows/s", pgloader, logs / pgloader);
        Report.figure("  into a table of the shape of ours", "%.1f s, %,.0f rows/s", sameShape, logs / sameShape);
        Report.figure("dox backfill, start and verification included", "%.1f s, %,.0f rows/s", dox, logs / dox);
        Report.figure("  of that, the copy", "%.1f s, %,.0f rows/s", copied, logs / copied);
        Report.figure("  of that, the verification", "%.1f s", verified);
        Report.ratio("dox / pgloader, rows/s", pgloader / dox, "at least 1.00");
        Report.ratio("  into a table of the shape of ours", sameShape / dox, "no bound");
        Report.ratio("  the same, the copy alone", sameShape / copied, "no bound");
        Report.ratio("verification / copy, time", verified / copied, "at most 0.50");
    }

    private static String migrated(PostgresServer server) throws Exception {
        var url = server.createDatabase();
        SupabaseStore.migrate(SupabaseConfig.of(url));
        return url;
    }

    /** Leaves nothing to be written of what was measured before. */
    private static String rested(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
        return url;
    }

    private static double seconds(JsonNode tables) {
        double sum = 0;
        for (var table : tables) {
            sum += table.get("seconds").asDouble();
        }
        return sum;
    }

    private static JsonNode backfill(Path folder, Path file, String url) throws Exception {
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "backfill",
                "--json",
                "--from-sqlite",
                file.toString(),
                "--home",
                folder.resolve("home").toString());
        command.environment().put("SUPABASE_DB_URL", url);
        var errors = folder.resolve("errors.txt");
        var process = command.redirectError(errors.toFile()).start();
        var report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        if (report.isBlank()) {
            throw new IllegalStateException("the backfill failed: " + Files.readString(errors));
        }
        return new ObjectMapper().readTree(report);
    }

    /** Without the vector indexes, as for a bare COPY. */
    private static void vectors(PostgresServer server, Path folder) throws Exception {
        Report.title(
                "Backfill of %,d chunks with vectors, beside a bare COPY of the same rows".formatted(Shared.CHUNKS));
        var rows = Shared.rows();
        var url = rested(migrated(server));
        var config = SupabaseConfig.of(url);
        SupabaseStore.dropVectorIndexes(config);
        var file = folder.resolve("chunks.sqlite3");
        try (var store = SqliteStore.open(SqliteConfig.of(file));
                var shared = SupabaseStore.open(config);
                var byHand = new ByHand(url)) {
            store.documents().add(Shared.document());
            Shared.put(store, rows);
            shared.documents().add(Shared.document());
            byHand.copy(rows.subList(0, 5_000)); // warm
            byHand.empty();
            double bare = Report.seconds(() -> byHand.copy(rows));
            double dox;
            try (var source = SqliteCopySource.open(file)) {
                var options =
                        BackfillOptions.defaults().withTables(Set.of(StoreTable.DOCUMENTS, StoreTable.SEARCH_CHUNKS));
                dox = Report.seconds(
                        () -> new Backfill(source, shared.rows(), NoRejects.NONE).run(options, BackfillProgress.NONE));
            }
            Report.figure("bare COPY, a table of the same shape", "%.1f s, %,.0f rows/s", bare, Shared.CHUNKS / bare);
            Report.figure("dox backfill", "%.1f s, %,.0f rows/s", dox, Shared.CHUNKS / dox);
            Report.ratio("dox / bare COPY, rows/s", bare / dox, "at least 0.60");
        }
    }

    /** There are no odd rows here. */
    private enum NoRejects implements RejectLog {
        NONE;

        @Override
        public void add(StoreTable table, SourceRow row, String reason, boolean isRejected) {
            throw new IllegalStateException("%s %s: %s".formatted(table, row.key(), reason));
        }

        @Override
        public void flush() {
            // nothing was added
        }
    }
}
