package ai.pmoves.dox.testing.embedded;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * An embedded store in a file of its own. Opening one takes a tenth of a second, so a store that is given back by
 * {@link #close} is emptied and lent again. Lending is safe for use by many threads.
 */
public final class EmbeddedStore implements AutoCloseable {
    private static final Queue<EmbeddedStore> FREE = new ConcurrentLinkedQueue<>();
    private static final List<String> OTHER_TABLES = List.of(
            "sync_changes",
            "sync_touched",
            "sync_dead_letters",
            "sync_places",
            "sync_history",
            "sync_checkpoints",
            "sync_confirmed_removals",
            "transfer_checkpoints");

    private final Path file;
    private final SqliteStore store;
    private final Connection behind;
    private final List<SqliteStore> openedAgain = new ArrayList<>();

    private EmbeddedStore(Path file, SqliteStore store, Connection behind) {
        this.file = file;
        this.store = store;
        this.behind = behind;
    }

    /** Lends an empty store that is in no pair and was never in one. */
    public static EmbeddedStore lend() {
        var free = FREE.poll();
        return free == null ? open(TestFolder.create().resolve("store.db")) : free;
    }

    private static EmbeddedStore open(Path file) {
        var store = SqliteStore.open(config(file));
        try {
            return new EmbeddedStore(file, store, connect(file));
        } catch (SQLException e) {
            store.close();
            throw new IllegalStateException(e);
        }
    }

    private static SqliteConfig config(Path file) {
        return new SqliteConfig(file, 2, Duration.ofSeconds(10));
    }

    private static Connection connect(Path file) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 10000");
            statement.execute("pragma synchronous = off"); // nothing has to survive a loss of power
        }
        return connection;
    }

    public SqliteStore store() {
        return store;
    }

    /** The same file as another process opens it. It is closed with this one. */
    public SqliteStore openAgain() {
        var again = SqliteStore.open(config(file));
        openedAgain.add(again);
        return again;
    }

    /** Changes the file behind the store's back. */
    public void change(String... statements) {
        try (var statement = behind.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the store refuse, with the reason "poisoned", rows of a table for which a condition on {@code new} holds. */
    public void refuse(String table, String condition) {
        for (var event : List.of("insert", "update")) {
            change("create trigger refuse_%s_%s before %s on %s when %s begin select raise(abort, 'poisoned'); end"
                    .formatted(event, table, event, table, condition));
        }
    }

    /** Ends what {@link #refuse} has begun. */
    public void refuseNothing() {
        refusing().forEach(trigger -> change("drop trigger " + trigger));
    }

    private List<String> refusing() {
        var sql = "select name from sqlite_master where type = 'trigger' and name glob 'refuse_*'";
        try (var statement = behind.createStatement();
                var rows = statement.executeQuery(sql)) {
            var names = new ArrayList<String>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        openedAgain.forEach(SqliteStore::close);
        openedAgain.clear();
        if (isOpen()) {
            empty();
            FREE.add(this);
        }
    }

    private boolean isOpen() {
        try {
            store.ping();
            return true;
        } catch (IllegalStateException e) { // a test has closed it
            return false;
        }
    }

    private void empty() {
        refuseNothing();
        change("begin immediate", "update sync_state set primary_id = null, mark = 0");
        for (var table : StoreTable.values()) {
            change("delete from " + table.text());
        }
        OTHER_TABLES.forEach(table -> change("delete from " + table));
        change("update search_state set building_generation = null", "update sync_state set epoch = 0, position = 0");
        identify(UUID.randomUUID().toString().replace("-", ""));
        change("commit");
    }

    /** Gives the store another id, before it is in a pair. Of two equal counters of versions the greater id counts. */
    public void identify(String id) {
        change("update sync_state set store_id = '%s'".formatted(id));
    }
}
