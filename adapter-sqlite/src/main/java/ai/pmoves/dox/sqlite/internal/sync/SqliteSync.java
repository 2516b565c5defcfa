package ai.pmoves.dox.sqlite.internal.sync;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.jooq.rows.JooqRows;
import ai.pmoves.dox.jooq.rows.RowSql;
import ai.pmoves.dox.jooq.sync.SyncTypes;
import ai.pmoves.dox.sqlite.file.LockFile;
import ai.pmoves.dox.sqlite.internal.rows.DirtyRows;
import ai.pmoves.dox.sqlite.internal.rows.SqliteRows;
import ai.pmoves.dox.sqlite.internal.rows.SyncMarks;
import ai.pmoves.dox.sqlite.internal.rows.SyncMarks.Mark;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/** The embedded store's replication port. Its triggers record the changes. */
public final class SqliteSync extends SqliteHistory {
    private static final String TURN = "sync";
    private static final String OUTBOX = "the outbox";
    private static final String INCOMING = "rows of the shared store";
    private static final int BATCH = 1_000;

    private static final List<String> PAIR_TABLES = List.of(
            "sync_touched",
            "sync_changes",
            "sync_dead_letters",
            "sync_places",
            "sync_checkpoints",
            "sync_confirmed_removals");

    private static final String SEND_AGAIN = "insert into sync_noticed values (?, ?, ?)";

    /** Provokes the refusal that a secondary's triggers give to a write. */
    private static final String BE_REFUSED =
            "insert into sync_noticed select '', '', false from sync_state where mark = 0";

    private static final String SAVE_PLACE = """
            insert into sync_places values (?, ?)
            on conflict (hub_id) do update set cursor = excluded.cursor""";

    private static final String FORGET_REMOVALS = """
            delete from sync_changes where is_removed and base_counter is null
                and changed_at < strftime('%Y-%m-%dT%H:%M:%fZ', 'now', ?)""";

    private final JooqRows rows;
    private final IncomingRows incoming;
    private final Path file;

    public SqliteSync(JooqSession session, JooqRows rows, Path file) {
        super(session);
        this.rows = rows;
        this.incoming = new IncomingRows(rows);
        this.file = file;
    }

    /** A transaction that writes is exclusive here, from its beginning. */
    @Override
    protected void holdWriting(DSLContext dsl) {}

    @Override
    protected void forgetPair(DSLContext dsl) {
        PAIR_TABLES.forEach(table -> dsl.execute("delete from " + table));
    }

    @Override
    public void requirePrimary() {
        session().write("the store", dsl -> {
            var role = role(dsl);
            if (role.isPaired() && !role.isPrimary()) {
                dsl.execute(BE_REFUSED);
            }
            return role;
        });
    }

    @Override
    public <T> T holdingWrites(Duration timeout, Supplier<T> work) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var began = new boolean[1];
        while (true) {
            try {
                return session().call(() -> {
                    session().write(OUTBOX, this::role); // the transaction begins with its first statement
                    began[0] = true;
                    return work.get();
                });
            } catch (DoxException e) {
                if (began[0] || e.code() != ErrorCode.STORE_BUSY || System.nanoTime() > deadline) {
                    throw e;
                }
            }
        }
    }

    /** Writes once {@code sync_changes} has all changes. */
    private <T> T writeFolded(String what, Function<DSLContext, T> work) {
        return session().write(what, dsl -> {
            DirtyRows.fold(dsl);
            return work.apply(dsl);
        });
    }

    /** Runs several reads in one snapshot. */
    private <T> T readAtOnce(Function<DSLContext, T> query) {
        return session().read(dsl -> dsl.transactionResult(snapshot -> query.apply(snapshot.dsl())));
    }

    @Override
    public Optional<Turn> turn() {
        return LockFile.tryLock(file, TURN).map(lock -> lock::close);
    }

    @Override
    public boolean isTurnTaken() {
        return LockFile.isTaken(file, TURN);
    }

    @Override
    public Optional<TurnHolder> turnHolder() {
        return LockFile.holder(file, TURN);
    }

    @Override
    public List<RowChange> unsent(int maxRows) {
        boolean hasMore = session().read(DirtyRows::isAny);
        while (hasMore) {
            hasMore = session().write(OUTBOX, DirtyRows::foldSome);
        }
        return readAtOnce(dsl -> {
            var waiting = dsl.connectionResult(connection -> SyncEntries.unsent(connection, maxRows));
            var versions = versionsOf(waiting);
            var touched = addTouches(dsl, versions.keySet(), versions); // just now
            return waiting.stream()
                    // a new removal waits until its children's removals are compacted, too: they go first
                    .filter(change -> !change.isRemoval() || !touched.contains(change.key()))
                    .map(change -> new RowChange(change.key(), versions.get(change.key()), change.base(), change.row()))
                    .toList();
        });
    }

    @Override
    public Map<RowKey, Version> versions(Collection<RowKey> keys) {
        return readAtOnce(dsl -> {
            var versions = versions(dsl, keys);
            addTouches(dsl, keys, versions);
            return versions;
        });
    }

    /** Returns which of the rows were dirty. */
    private Set<RowKey> addTouches(DSLContext dsl, Collection<RowKey> keys, Map<RowKey, Version> versions) {
        var storeId = role(dsl).storeId();
        var touched = DirtyRows.count(dsl, keys);
        touched.forEach((key, times) -> {
            var before = versions.getOrDefault(key, Version.NONE);
            versions.put(key, new Version(before.counter() + times, storeId));
        });
        return touched.keySet();
    }

    @Override
    public Set<RowKey> waiting(Collection<RowKey> keys) {
        return readAtOnce(dsl -> {
            var waiting = new HashSet<>(IncomingRows.waiting(dsl, keys));
            waiting.addAll(dsl.connectionResult(connection -> SyncEntries.setAsideOf(connection, keys)));
            waiting.addAll(DirtyRows.count(dsl, keys).keySet());
            return waiting;
        });
    }

    @Override
    public Backlog unsentBacklog() {
        var oldest = DSL.field("oldest", SyncTypes.TIME);
        var count = DSL.field("count", SQLDataType.BIGINT);
        return session().read(dsl -> dsl.resultQuery(SyncEntries.BACKLOG)
                .coerce(count, oldest)
                .fetchSingle(row -> new Backlog(row.get(count), row.get(oldest))));
    }

    @Override
    public void acknowledge(Collection<RowChange> sent) {
        writeFolded(OUTBOX, dsl -> {
            var agreed = dsl.connectionResult(connection -> SyncEntries.agree(connection, versionsOf(sent)));
            DeadLetters.sent(dsl, agreed);
            return agreed;
        });
    }

    @Override
    public void resend(Collection<RowKey> keys) {
        session()
                .write(
                        OUTBOX,
                        dsl -> SyncMarks.marked(dsl, Mark.OFFLINE, () -> {
                            RowKey.byTable(keys).forEach((table, ofTable) -> {
                                var missing = rows.missing(table, ofTable);
                                ofTable.forEach(
                                        key -> dsl.execute(SEND_AGAIN, table.text(), key, missing.contains(key)));
                            });
                            return keys.size();
                        }));
    }

    @Override
    public void take(List<RowChange> changes, @Nullable FeedPlace place) {
        writeFolded(
                INCOMING,
                dsl -> SyncMarks.marked(dsl, Mark.REPLICATION, () -> {
                    incoming.applyUnlessWaiting(dsl, withoutLate(dsl, changes));
                    if (place != null) {
                        save(dsl, place);
                    }
                    return changes.size();
                }));
    }

    private static Map<RowKey, Version> versionsOf(Collection<RowChange> changes) {
        var versions = new LinkedHashMap<RowKey, Version>();
        changes.forEach(change -> versions.put(change.key(), change.version()));
        return versions;
    }

    /** Without changes that are older than the version here: the feed was read before that version was made or pulled. */
    private List<RowChange> withoutLate(DSLContext dsl, List<RowChange> changes) {
        var here = versions(dsl, IncomingRows.keys(changes));
        return changes.stream()
                .filter(change -> here.getOrDefault(change.key(), Version.NONE).compareTo(change.version()) <= 0)
                .toList();
    }

    @Override
    public void yield(List<RowChange> winners, Map<RowKey, Version> lost) {
        writeFolded(
                INCOMING,
                dsl -> SyncMarks.marked(dsl, Mark.REPLICATION, () -> {
                    var agreed = dsl.connectionResult(connection -> SyncEntries.agree(connection, lost));
                    DeadLetters.sent(dsl, agreed);
                    incoming.apply(
                            dsl,
                            winners.stream()
                                    .filter(winner -> agreed.contains(winner.key()))
                                    .toList());
                    return winners.size();
                }));
    }

    @Override
    public void takeSnapshot(StoreTable table, List<Row> snapshot, Map<RowKey, Version> versions) {
        var changes = snapshot.stream()
                .map(row -> {
                    var key = new RowKey(table, row.id());
                    return new RowChange(key, versions.getOrDefault(key, Version.NONE), Version.NONE, row);
                })
                .toList();
        writeFolded(
                INCOMING,
                dsl -> SyncMarks.marked(dsl, Mark.REPLICATION, () -> {
                    incoming.applyUnlessWaiting(dsl, changes);
                    return changes.size();
                }));
    }

    @Override
    public List<String> keysWithout(StoreTable table, Set<String> keys) {
        var sql = "select %s from %s%s".formatted(RowSql.name(table.key()), table.text(), SqliteRows.served(table));
        var others = session().read(dsl -> dsl.fetch(sql).getValues(0, String.class)).stream()
                .filter(Predicate.not(keys::contains))
                .toList();
        var keysOfRows = others.stream().map(key -> new RowKey(table, key)).toList();
        var waiting = session().read(dsl -> IncomingRows.waiting(dsl, keysOfRows));
        return others.stream()
                .filter(key -> !waiting.contains(new RowKey(table, key)))
                .toList();
    }

    @Override
    public long removeAllBut(StoreTable table, Set<String> keys) {
        var others = keysWithout(table, keys);
        long removed = 0;
        for (int from = 0; from < others.size(); from += BATCH) {
            removed += remove(table, others.subList(from, Math.min(others.size(), from + BATCH)));
        }
        return removed;
    }

    private int remove(StoreTable table, List<String> keys) {
        return writeFolded(
                INCOMING,
                dsl -> SyncMarks.marked(dsl, Mark.REPLICATION, () -> {
                    var gone = new HashSet<>(keys);
                    IncomingRows.waiting(
                                    dsl,
                                    keys.stream()
                                            .map(key -> new RowKey(table, key))
                                            .toList())
                            .forEach(key -> gone.remove(key.key()));
                    return rows.delete(table, new ArrayList<>(gone));
                }));
    }

    @Override
    public Optional<FeedPlace> place(String hubId) {
        return session().read(dsl -> dsl.fetchOptional("select cursor from sync_places where hub_id = ?", hubId)
                .map(row -> new FeedPlace(hubId, row.get(0, String.class))));
    }

    @Override
    public void moveTo(FeedPlace place) {
        session().write(INCOMING, dsl -> save(dsl, place));
    }

    private static int save(DSLContext dsl, FeedPlace place) {
        return dsl.execute(SAVE_PLACE, place.hubId(), place.cursor());
    }

    @Override
    public <T> T writingOffline(Supplier<T> work) {
        return session().call(() -> session().write(OUTBOX, dsl -> SyncMarks.marked(dsl, Mark.OFFLINE, work)));
    }

    @Override
    public void setAside(Direction direction, RowKey key, String reason) {
        writeFolded(OUTBOX, dsl -> {
            DeadLetters.setAside(dsl, direction, key, reason);
            return key;
        });
    }

    @Override
    public List<DeadLetter> deadLetters(int maxLetters) {
        return session().read(dsl -> DeadLetters.list(dsl, maxLetters));
    }

    @Override
    public long deadLetterCount() {
        return session().read(DeadLetters::count);
    }

    @Override
    public int retry(Collection<RowKey> keys) {
        return writeFolded(OUTBOX, dsl -> DeadLetters.retry(dsl, keys));
    }

    @Override
    public List<RowKey> toPullAgain(int maxRows) {
        return session().read(dsl -> DeadLetters.toPullAgain(dsl, maxRows));
    }

    @Override
    public int drop(Collection<RowKey> keys) {
        return writeFolded(OUTBOX, dsl -> DeadLetters.drop(dsl, keys));
    }

    @Override
    public int forgetRemovals(Duration olderThan) {
        return writeFolded(OUTBOX, dsl -> dsl.execute(FORGET_REMOVALS, "-%d seconds".formatted(olderThan.toSeconds())));
    }
}
