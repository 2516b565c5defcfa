package ai.pmoves.dox.bench;

import ai.pmoves.dox.application.ingest.TimeOrderedIds;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.changes.Replicator;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What it costs a primary to be one: the same writes, in turns, on a store that is in no pair, on one whose secondary
 * follows, and on one whose secondary is away. And how fast what has piled up goes over.
 */
final class DualWrite {
    private static final int ROUNDS = 1_000;
    private static final int WARM_UP = 100;
    private static final int ENTRIES = 20;
    private static final int CLIENTS = 4;
    private static final Duration BUSY = Duration.ofSeconds(10);
    private static final Duration KEEP_REMOVALS = Duration.ofDays(30);
    private static final String DOCUMENT = "document";
    private static final IdSource IDS = new TimeOrderedIds(Clock.systemUTC());

    private DualWrite() {}

    static void run() throws Exception {
        Report.title("Dual write: a tag, or a document with %d log entries, each a transaction of its own"
                .formatted(ENTRIES));
        var folder = Files.createTempDirectory("dox-pair");
        try (var server = PostgresServer.startOwn("shared_buffers=512MB")) {
            embedded(server, folder);
            shared(server, folder);
            drain(server, folder);
        } finally {
            Folders.delete(folder);
        }
    }

    private static void embedded(PostgresServer server, Path folder) throws Exception {
        try (var alone = edge(folder, "alone");
                var followed = edge(folder, "followed");
                var away = edge(folder, "away");
                var hub = hub(server)) {
            lead(followed.sync(), hub.sync());
            alone(away.sync());
            try (var replicator = replicate(followed, hub)) {
                compare("SQLite", alone, followed, Optional.of(away));
                replicator.sendAll();
            }
        }
    }

    private static void shared(PostgresServer server, Path folder) throws Exception {
        try (var alone = hub(server);
                var followed = hub(server);
                var follower = edge(folder, "follower")) {
            lead(followed.sync(), follower.sync());
            try (var replicator = replicate(follower, followed)) {
                compare("Postgres", alone, followed, Optional.empty());
                var waiting = replicator.status().pull();
                Report.figure("  waiting afterwards", waiting == null ? "all" : waiting.rows() + " rows");
            }
        }
    }

    private static void compare(String name, Store alone, Store followed, Optional<? extends Store> away)
            throws Exception {
        for (var kind : List.of("tag", DOCUMENT)) {
            var single = new Times();
            var paired = new Times();
            var offline = new Times();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                if (round == 0) {
                    List.of(single, paired, offline).forEach(Times::clear);
                }
                single.measure(write(kind, alone));
                paired.measure(write(kind, followed));
                if (away.isPresent()) {
                    offline.measure(write(kind, away.get()));
                }
            }
            single.report("%s, a %s: in no pair".formatted(name, kind));
            paired.report("  its secondary follows");
            Report.ratio("  in a pair / in none, medians", paired.median() / single.median(), "at most 1.25");
            if (away.isPresent()) {
                offline.report("  its secondary is away");
                Report.ratio("  away / in no pair, medians", offline.median() / single.median(), "at most 1.10");
            }
        }
    }

    private static Callable<?> write(String kind, Store store) {
        return () -> store.unitOfWork().call(() -> kind.equals(DOCUMENT) ? addDocument(store) : addTag(store));
    }

    private static int addTag(Store store) {
        store.tags().addAll(List.of(new Tag(id(), Id.of("tagged"), "a tag", null, null, null, 1)));
        return 1;
    }

    private static int addDocument(Store store) {
        Id<Document> document = id();
        store.documents().add(document(document));
        store.logs()
                .addAll(IntStream.range(0, ENTRIES)
                        .mapToObj(i -> new LogEntry(
                                id(),
                                document,
                                "2026-01-02T03:04:05Z",
                                null,
                                "ERROR",
                                "E1",
                                "Billing",
                                "message " + i,
                                null))
                        .toList());
        return 1 + ENTRIES;
    }

    private static Document document(Id<Document> id) {
        return new Document(id, null, "uploads/log.xml", DocumentType.XML, "A log", null, null, null, 1);
    }

    /** As the product makes them: their order is that in which they are written. */
    private static <T> Id<T> id() {
        return IDS.nextId();
    }

    /** Clients write as fast as the store lets them while the other one is away; then it comes back. */
    private static void drain(PostgresServer server, Path folder) throws Exception {
        try (var edge = edge(folder, "busy");
                var hub = hub(server)) {
            lead(edge.sync(), hub.sync());
            long begin = System.nanoTime();
            long written = fill(edge, begin + BUSY.toNanos());
            double filled = written / ((System.nanoTime() - begin) / 1e9);
            Report.figure("a busy server of %d clients fills the queue".formatted(CLIENTS), "%,.0f rows/s", filled);
            double seconds;
            try (var replicator = replicate(edge, hub)) {
                seconds = Report.seconds(() -> {
                    while (!edge.sync().unsent(1).isEmpty()) {
                        Thread.sleep(5);
                    }
                });
                Report.figure("  it drains", "%,.0f rows/s of %,d", written / seconds, written);
                Report.figure("  dead letters", "%d", replicator.status().deadLetters());
            }
            Report.ratio("  drains / fills, rows/s", written / seconds / filled, "at least 5");
        }
    }

    private static long fill(Store store, long until) throws Exception {
        var rows = new ArrayList<Future<Long>>();
        try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int i = 0; i < CLIENTS; i++) {
                rows.add(clients.submit(() -> {
                    long written = 0;
                    while (System.nanoTime() < until) {
                        written += store.unitOfWork().call(() -> addTag(store));
                    }
                    return written;
                }));
            }
        }
        long written = 0;
        for (var ofClient : rows) {
            written += ofClient.get();
        }
        return written;
    }

    private static SqliteStore edge(Path folder, String name) {
        var store = SqliteStore.open(SqliteConfig.of(folder.resolve(name + ".db")));
        store.documents().add(document(Id.of("tagged")));
        return store;
    }

    private static SupabaseStore hub(PostgresServer server) {
        var config = SupabaseConfig.of(server.createDatabase());
        SupabaseStore.migrate(config);
        var store = SupabaseStore.open(config);
        store.documents().add(document(Id.of("tagged")));
        return store;
    }

    private static void lead(StoreSync primary, StoreSync secondary) {
        var primaryId = primary.role().storeId();
        secondary.advance(new ReplicationRole(secondary.role().storeId(), primaryId, 1));
        primary.advance(new ReplicationRole(primaryId, primaryId, 1));
    }

    private static void alone(StoreSync primary) {
        var id = primary.role().storeId();
        primary.advance(new ReplicationRole(id, id, 1));
    }

    private static Replicator replicate(SqliteStore edge, SupabaseStore hub) {
        return Replicator.start(
                new Edge(edge, edge.sync()),
                () -> Optional.of(new Hub(hub, hub.sync())),
                KEEP_REMOVALS,
                Clock.systemUTC());
    }
}
