package ai.pmoves.dox.bench;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.LogTimestamps;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The first page of 50 of a filtered list over a million log entries, beside the same page without a filter. */
final class LogPages {
    private static final int ENTRIES = 1_000_000;
    private static final int BATCH = 5_000;
    private static final int ROUNDS = 30;

    private LogPages() {}

    static void run() throws Exception {
        Report.title("First page of 50 of /logs over %,d entries".formatted(ENTRIES));
        var folder = Files.createTempDirectory("dox-bench-filter");
        var file = folder.resolve("dox.db");
        try (var store = SqliteStore.open(SqliteConfig.of(file))) {
            fill(store);
            double all = median(store, LogFilter.ALL);
            Report.figure("no filter", "p50 %.2f ms", all);
            for (var entry : filters().entrySet()) {
                double millis = median(store, entry.getValue());
                Report.figure(entry.getKey(), "p50 %.2f ms", millis);
                Report.ratio("  " + entry.getKey() + " / no filter", millis / all, "for the record");
            }
            plan(file.toString(), "level = 'ERROR' order by seq, id limit 51");
            plan(file.toString(), "level = 'ERROR' and code = 'E1005' order by seq, id limit 51");
            plan(file.toString(), "ts_at >= '2026-03-02' and ts_at <= '2026-03-03' order by seq, id limit 51");
            plan(file.toString(), "document_id = 'd3' order by seq, id limit 51");
        } finally {
            Folders.delete(folder);
        }
    }

    private static Map<String, LogFilter> filters() {
        var filters = new LinkedHashMap<String, LogFilter>();
        filters.put("level", filter("ERROR", null, null, null, null));
        filters.put("level and code", filter("ERROR", "E1005", null, null, null));
        filters.put("document", filter(null, null, "d3", null, null));
        filters.put("level and an hour", filter("ERROR", null, null, "2026-03-05T10:00:00Z", "2026-03-05T11:00:00Z"));
        return filters;
    }

    private static LogFilter filter(String level, String code, String document, String from, String to) {
        return new LogFilter(
                Optional.ofNullable(level),
                Optional.ofNullable(code),
                Optional.empty(),
                Optional.ofNullable(document).map(Id::of),
                LogTimestamps.parse(from),
                LogTimestamps.parse(to));
    }

    private static double median(SqliteStore store, LogFilter filter) {
        var millis = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            store.logs().list(filter, PageRequest.first(50));
            millis[i] = Report.millis(System.nanoTime() - start);
        }
        return Report.median(millis);
    }

    private static void fill(SqliteStore store) {
        for (int d = 0; d < 10; d++) {
            store.documents().add(new Document(Id.of("d" + d), null, "x", DocumentType.XML, null, null, null, null, 1));
        }
        for (int i = 0; i < ENTRIES; i += BATCH) {
            var batch = new ArrayList<LogEntry>(BATCH);
            for (int j = i; j < i + BATCH; j++) {
                var ts = LogIngest.ts(j);
                batch.add(new LogEntry(
                        Id.of("%08d".formatted(j)),
                        Id.of("d" + j % 10),
                        ts,
                        LogTimestamps.parse(ts).orElseThrow(),
                        LogIngest.level(j),
                        LogIngest.code(j),
                        LogIngest.component(j),
                        LogIngest.message(j),
                        null));
            }
            store.logs().addAll(batch);
        }
    }

    private static void plan(String file, String where) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("explain query plan select * from log_entries where " + where)) {
            while (rows.next()) {
                Report.figure(
                        "  plan of " + where.substring(0, where.indexOf(" order")), "%s", rows.getString("detail"));
            }
        }
    }
}
