package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.Chunks;
import ai.pmoves.dox.replication.transfer.Backfill;
import ai.pmoves.dox.replication.transfer.BackfillOptions;
import ai.pmoves.dox.replication.transfer.BackfillProgress;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.sqlite.legacy.LegacyCopySource;
import ai.pmoves.dox.testing.sqlite.DirtyLegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What is copied: small, so that many copies are made in little time. */
enum SourceFile {
    CLEAN("a file of the Python backend", 0) {
        @Override
        void make(Path file) throws SQLException {
            try (var legacy = LegacyFile.create(file, LegacyVersion.CURRENT)) {
                legacy.addCleanRows();
                legacy.addLogs(LOGS);
            }
        }
    },
    DIRTY("one with everything odd", 0) {
        @Override
        void make(Path file) throws SQLException {
            DirtyLegacyFile.create(file);
        }
    },
    OURS("a store of ours, with vectors and a damaged row", 5) {
        @Override
        void make(Path file) throws SQLException {
            var old = file.resolveSibling("before-" + file.getFileName());
            CLEAN.make(old);
            try (var source = LegacyCopySource.open(old);
                    var store = SqliteStore.open(SqliteConfig.of(file))) {
                new Backfill(source, store.rows(), new CollectedRejects())
                        .run(BackfillOptions.defaults(), BackfillProgress.NONE);
                var logs = new ArrayList<Row>();
                store.rows().scan(StoreTable.LOG_ENTRIES, logs::add);
                store.rows().write(StoreTable.SEARCH_CHUNKS, chunks(logs.subList(0, CHUNKS)), null);
            }
            try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                    var statement = connection.createStatement()) {
                statement.execute("update tags set score = 'high' where rowid = 1");
            }
        }
    };

    private static final int LOGS = 300;

    private static final int CHUNKS = 120; // each costs the index of the vectors some time

    private final String text;
    private final int exitCode;

    SourceFile(String text, int exitCode) {
        this.text = text;
        this.exitCode = exitCode;
    }

    String text() {
        return text;
    }

    /** With which the command ends when all of it is over that can be. */
    int exitCode() {
        return exitCode;
    }

    abstract void make(Path file) throws SQLException;

    private static List<Row> chunks(List<Row> logs) {
        var random = new Random(1);
        return logs.stream().map(log -> chunk(log, random)).toList();
    }

    private static Row chunk(Row log, Random random) {
        var vector = new float[384];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian() / 20;
        }
        var text = String.valueOf(log.value("message"));
        return Row.of(
                StoreTable.SEARCH_CHUNKS,
                log.id(),
                "log",
                null,
                log.value("document_id"),
                0,
                text,
                Chunks.textHash(text),
                Json.emptyObject(),
                "bench@1/384",
                vector);
    }
}
