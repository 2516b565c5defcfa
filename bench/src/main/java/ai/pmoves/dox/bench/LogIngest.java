package ai.pmoves.dox.bench;

import ai.pmoves.dox.application.ingest.IngestDocument;
import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.application.ingest.TimeOrderedIds;
import ai.pmoves.dox.application.ingest.Upload;
import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.ingest.Parsers;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;

/**
 * An XML log into the store through the product's own path, beside bare JDBC batch inserts of the same rows into
 * the same schema: once only the log rows, once all the rows that ingestion writes.
 */
final class LogIngest {
    private static final String[] LEVELS = {"DEBUG", "INFO", "INFO", "INFO", "WARN", "ERROR"};
    private static final String INSERT_LOG =
            "insert into log_entries (id, document_id, ts, ts_at, level, code, component, message, attrs, seq)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String INSERT_CHUNK = "insert into search_chunks"
            + " (generation, id, source_type, artifact_id, document_id, chunk_index, text, text_hash, meta)"
            + " select 1, 'log:' || id, 'log', null, document_id, 0, message, id, '{\"type\":\"log\",\"level\":\"'"
            + " || level || '\",\"code\":\"' || code || '\",\"component\":\"' || component || '\",\"ts\":\"' || ts"
            + " || '\",\"document_id\":\"' || document_id || '\"}' from log_entries";

    private LogIngest() {}

    static void run(int entries) throws Exception {
        Report.title("XML log of %,d entries into SQLite at -Xmx256m, against bare JDBC".formatted(entries));
        var folder = Files.createTempDirectory("dox-bench-logs");
        try {
            var xml = folder.resolve("log.xml");
            write(xml, entries);
            double product = Child.seconds("log-product", folder.toString(), xml.toString());
            double logsOnly = Child.seconds("log-bare", folder.toString(), String.valueOf(entries), "logs");
            double allRows = Child.seconds("log-bare", folder.toString(), String.valueOf(entries), "all");
            Report.figure(
                    "dox: parse, log rows, chunks, full text", "%.1f s, %,.0f entries/s", product, entries / product);
            Report.figure("bare: log rows only", "%.1f s, %,.0f entries/s", logsOnly, entries / logsOnly);
            Report.figure("bare: log rows, chunks, full text", "%.1f s, %,.0f entries/s", allRows, entries / allRows);
            Report.ratio("dox / bare insert of the log rows alone", logsOnly / product, "for the record");
            Report.ratio("dox / bare insert of the same rows", allRows / product, "at least 0.40");
        } finally {
            Folders.delete(folder);
        }
    }

    /** In a process of its own with a small heap: the product's path. */
    static void product(Path folder, Path xml) throws IOException {
        var clock = Clock.systemUTC();
        var ids = new TimeOrderedIds(clock);
        var parsers = Parsers.create(IngestConfig.defaults(), ids);
        try (var store = SqliteStore.open(SqliteConfig.of(folder.resolve("product.db")));
                var in = Files.newInputStream(xml)) {
            var blobs = LocalBlobStore.open(folder.resolve("home"));
            var ingest = new IngestDocument(
                    store,
                    blobs,
                    parsers.logParser(),
                    parsers.apiParser(),
                    ids,
                    clock,
                    new IngestLimits(Long.MAX_VALUE));
            Child.time(() -> ingest.xml(new Upload("log.xml", "", in, false)));
        }
    }

    /** In a process of its own: the same rows by JDBC alone. */
    static void bare(Path folder, int entries, boolean withChunks) throws SQLException {
        var file = folder.resolve("bare-" + withChunks + ".db");
        SqliteStore.open(SqliteConfig.of(file)).close(); // the schema
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("pragma synchronous = full");
            statement.execute("pragma foreign_keys = on");
            statement.execute("pragma cache_size = -65536");
            statement.execute("insert into documents (id, seq, path, type) values ('doc', 1, 'log.xml', 'xml')");
            connection.setAutoCommit(false);
            var ids = new TimeOrderedIds(Clock.systemUTC());
            Child.time(() -> {
                try (var insert = connection.prepareStatement(INSERT_LOG)) {
                    for (int i = 0; i < entries; i++) {
                        insert.setString(1, ids.next());
                        insert.setString(2, "doc");
                        insert.setString(3, ts(i));
                        insert.setString(4, ts(i));
                        insert.setString(5, level(i));
                        insert.setString(6, code(i));
                        insert.setString(7, component(i));
                        insert.setString(8, message(i));
                        insert.setString(9, null);
                        insert.setLong(10, i);
                        insert.addBatch();
                        if (i % 2_000 == 1_999) {
                            insert.executeBatch();
                        }
                    }
                    insert.executeBatch();
                    if (withChunks) {
                        statement.executeUpdate(INSERT_CHUNK);
                    }
                    connection.commit();
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    static void write(Path xml, int entries) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(xml)) {
            out.write("<log>\n");
            for (int i = 0; i < entries; i++) {
                out.write("<entry><timestamp>" + ts(i) + "</timestamp><level>" + level(i) + "</level><code>" + code(i)
                        + "</code><component>" + component(i) + "</component><message>" + message(i)
                        + "</message></entry>\n");
            }
            out.write("</log>\n");
        }
    }

    static String ts(int i) {
        return "2026-03-%02dT%02d:%02d:%02d.%06dZ"
                .formatted(1 + i / 86_400 % 28, i / 3600 % 24, i / 60 % 60, i % 60, i);
    }

    static String level(int i) {
        return LEVELS[i % LEVELS.length];
    }

    static String code(int i) {
        return "E" + (1000 + i % 97);
    }

    static String component(int i) {
        return "Component" + i % 23;
    }

    static String message(int i) {
        return "Request " + i + " of tenant " + i % 1009 + " to " + component(i * 7) + " took " + i % 977
                + " ms and returned status " + (200 + i % 300);
    }

    /** What a child process does. */
    static void child(String task, String[] args) throws Exception {
        if (task.equals("log-product")) {
            product(Path.of(args[0]), Path.of(args[1]));
        } else {
            bare(Path.of(args[0]), Integer.parseInt(args[1]), args[2].equals("all"));
        }
    }
}
