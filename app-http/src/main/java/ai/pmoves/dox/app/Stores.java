package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.library.PairedStores;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.StoreSync;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.transfer.EmptyTarget;
import ai.pmoves.dox.sqlite.KeptCopySource;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteCopySource;
import ai.pmoves.dox.sqlite.SqliteStore;
import ai.pmoves.dox.sqlite.legacy.LegacyCopySource;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseConfig.RestSide;
import ai.pmoves.dox.supabase.SupabaseConfig.VectorScan;
import ai.pmoves.dox.supabase.SupabaseStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the stores that the configuration chose. */
public final class Stores {
    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);

    private Stores() {}

    /**
     * Opens the store that {@code DB_BACKEND} names, alone even if there are two; the caller closes it.
     *
     * @throws DoxException if it cannot be opened; nothing stays open
     */
    public static Store open(DoxConfig.Storage storage) {
        return storage.isSharedFirst() ? openSupabase(storage) : openSqlite(storage);
    }

    /**
     * Opens the store that answers those who only read: of two that are one, the store that a server would ask. Nothing is
     * made, migrated or changed. The caller closes it.
     *
     * @throws DoxException if it cannot be opened, {@code store.missing} if there is no file yet; nothing stays open
     */
    static Store openReadOnly(DoxConfig.Storage storage) {
        if (storage.pair().isEmpty()) {
            return storage.isSharedFirst() ? openHubReadOnly(storage).store() : openSqliteReadOnly(storage);
        }
        return PairedStores.openReadOnly(
                storage.sqliteFile(), shared(storage), storage.pair().get());
    }

    /**
     * Opens both stores as one; the caller closes it. It does not look after them yet.
     *
     * @throws DoxException if the embedded store cannot be opened, if the two belong to others, or if the shared one
     *     cannot be opened and nothing can be done without it; nothing stays open
     */
    static MirroredStore openPair(DoxConfig.Storage storage, PairOptions options) {
        var shared = shared(storage); // an invalid connection string fails now
        LOG.info("event=store.opened store=sqlite file=\"{}\"", storage.sqliteFile());
        return PairedStores.open(
                SqliteConfig.of(storage.sqliteFile()),
                shared.poolSize(),
                () -> openSupabase(storage),
                options.withDeviceNameIfUnknown(DeviceName::ofThisMachine),
                Records.ofThisProcess(storage));
    }

    /**
     * Opens this device's store of a pair, by itself; the caller closes it.
     *
     * @throws DoxException if it cannot be opened
     */
    public static Edge openEdge(DoxConfig.Storage storage) {
        var store = openSqlite(storage);
        return new Edge(store, store.sync());
    }

    /**
     * The same, but for a file that is there already.
     *
     * @throws DoxException {@code store.missing} if it is not, or if it cannot be opened
     */
    public static Edge openExistingEdge(DoxConfig.Storage storage) {
        var store = SqliteStore.openExisting(SqliteConfig.of(storage.sqliteFile()));
        return new Edge(store, store.sync());
    }

    /**
     * Opens this device's store of a pair to read from it; nothing is made, migrated or changed. The caller closes it.
     *
     * @throws DoxException {@code store.missing} if there is none, {@code store.not-migrated} if it is old, or if it cannot
     *     be opened
     */
    public static Edge openEdgeReadOnly(DoxConfig.Storage storage) {
        var store = openSqliteReadOnly(storage);
        return new Edge(store, store.sync());
    }

    /**
     * Opens the shared store of a pair, by itself; the caller closes it.
     *
     * @throws DoxException if it cannot be opened; nothing stays open
     */
    public static Hub openHub(DoxConfig.Storage storage) {
        var store = openSupabase(storage);
        return new Hub(store, store.sync());
    }

    /**
     * The same, but without bringing its tables up to date, whatever {@code AUTO_MIGRATE} says.
     */
    public static Hub openHubReadOnly(DoxConfig.Storage storage) {
        var store = PairedStores.openShared(shared(storage));
        return new Hub(store, store.sync());
    }

    /** The part in a pair of a store that was opened by itself; empty for any other one. */
    public static Optional<StoreSync> sync(Store store) {
        return switch (store) {
            case SqliteStore sqlite -> Optional.of(sqlite.sync());
            case SupabaseStore supabase -> Optional.of(supabase.sync());
            default -> Optional.empty();
        };
    }

    private static SqliteStore openSqliteReadOnly(DoxConfig.Storage storage) {
        return SqliteStore.openReadOnly(storage.sqliteFile());
    }

    private static SqliteStore openSqlite(DoxConfig.Storage storage) {
        var store = SqliteStore.open(SqliteConfig.of(storage.sqliteFile()));
        LOG.info("event=store.opened store=sqlite file=\"{}\"", storage.sqliteFile());
        return store;
    }

    private static SupabaseStore openSupabase(DoxConfig.Storage storage) {
        var config = shared(storage);
        if (storage.supabase().filter(DoxConfig.Supabase::autoMigrate).isPresent()) {
            SupabaseStore.migrate(config);
        }
        var store = SupabaseStore.open(config);
        LOG.info("event=store.opened store=supabase database=\"{}\"", config.database());
        store.health().warnings().forEach(warning -> LOG.info("event=store.warning reason=\"{}\"", warning));
        return store;
    }

    /**
     * Brings the tables of the store up to date; returns how many scripts that took.
     *
     * @throws DoxException if that cannot be done
     */
    public static int migrate(DoxConfig.Storage storage) {
        if (storage.supabase().isPresent()) {
            return SupabaseStore.migrate(shared(storage));
        }
        openSqlite(storage).close(); // opening it is all that it takes
        return 0;
    }

    /**
     * Takes the vector indexes of the shared store away.
     *
     * @throws DoxException {@code config.invalid} if the store is not shared: the embedded one has none
     */
    public static void dropVectorIndexes(DoxConfig.Storage storage) {
        SupabaseStore.dropVectorIndexes(shared(storage));
    }

    /**
     * Builds the vector indexes of the shared store that are missing.
     *
     * @param memoryMib of the database's memory, in MiB
     * @throws DoxException {@code config.invalid} if the store is not shared: the embedded one has none
     */
    public static void buildVectorIndexes(DoxConfig.Storage storage, int memoryMib) {
        SupabaseStore.buildVectorIndexes(shared(storage), memoryMib);
    }

    private static SupabaseConfig shared(DoxConfig.Storage storage) {
        return storage.supabase()
                .map(Stores::config)
                .orElseThrow(() -> new DoxException(
                        ErrorCode.CONFIG_INVALID,
                        "DB_BACKEND is 'sqlite', and the embedded store has no vector indexes. Set DB_BACKEND to"
                                + " supabase, or give --url."));
    }

    /** What the adapter has to know. */
    private static SupabaseConfig config(DoxConfig.Supabase supabase) {
        try {
            var config = SupabaseConfig.of(supabase.databaseUrl().reveal())
                    .withPoolSize(supabase.poolSize())
                    .withBatchSize(supabase.batchSize())
                    .withVectorScan(supabase.exactVectors() ? VectorScan.EXACT : VectorScan.INDEX);
            return restSide(supabase).map(config::withRest).orElse(config);
        } catch (IllegalArgumentException e) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID,
                    "SUPABASE_DB_URL is wrong (its text is not shown, for the password): %s.".formatted(e.getMessage()),
                    e);
        }
    }

    /** @throws DoxException {@code config.invalid} if the key cannot be one */
    private static Optional<RestSide> restSide(DoxConfig.Supabase supabase) {
        try {
            return supabase.rest()
                    .map(rest -> new RestSide(
                            rest.projectUrl(), rest.key().map(Secret::reveal).orElse("")));
        } catch (IllegalArgumentException e) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID, "The REST side cannot be used: %s.".formatted(e.getMessage()), e);
        }
    }

    /**
     * Opens a file to copy from, whether it is one of ours or of the Python backend; the caller closes it.
     *
     * @throws DoxException {@code path.invalid} or {@code store.foreign-file} if it is neither
     */
    public static CopySource openCopySource(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DoxException(ErrorCode.PATH_INVALID, "There is no file '%s' to copy from.".formatted(file));
        }
        return LegacyCopySource.recognises(file) ? LegacyCopySource.open(file) : SqliteCopySource.open(file);
    }

    /** Reads rows that were kept by {@link #valuesToKeep(Row)}; it has none itself. */
    public static CopySource keptRows() {
        return new KeptCopySource();
    }

    /** The values of a row by its columns, to be kept in a file: null, numbers, text, or bytes. */
    public static Map<String, @Nullable Object> valuesToKeep(Row row) {
        return KeptCopySource.values(row);
    }

    /** The same of a row that a conflict keeps as JSON. */
    public static Map<String, @Nullable Object> valuesToKeep(StoreTable table, Json row) {
        return KeptCopySource.values(table, row);
    }

    /** Whether these values are from {@link #valuesToKeep(Row)}, and not of a row of a file that is copied. */
    public static boolean isKept(Map<String, @Nullable Object> values) {
        return KeptCopySource.isKept(values);
    }

    /**
     * Reads the store that {@code DB_BACKEND} names without changing it: nothing is made, migrated or written, also not
     * beside its file. A file that is not there is read as an empty store.
     *
     * @throws DoxException if it cannot be read, {@code store.not-migrated} among others
     */
    public static <T> T readTarget(DoxConfig.Storage storage, Function<CopyTarget, T> reading) {
        if (storage.isSharedFirst()) {
            try (var store = SupabaseStore.open(shared(storage))) {
                return reading.apply(store.rows());
            }
        }
        var file = storage.sqliteFile();
        if (!Files.exists(file)) {
            return reading.apply(new EmptyTarget(file.toString()));
        }
        try (var store = SqliteCopySource.open(file)) {
            return reading.apply(store);
        }
    }

    /**
     * What of the connection string will not work, or not well; one sentence each.
     *
     * @throws DoxException {@code config.invalid} if it is none
     */
    public static List<String> warnings(DoxConfig.Storage storage) {
        return storage.supabase().map(supabase -> config(supabase).warnings()).orElse(List.of());
    }

    /**
     * The reference of the Supabase project that the connection string names; empty if it names none.
     *
     * @throws DoxException {@code config.invalid} if it is none
     */
    public static Optional<String> project(DoxConfig.Storage storage) {
        return storage.supabase().flatMap(supabase -> config(supabase).project());
    }

    /** Says which store this is, the shared one of two, without its password. */
    public static String describe(DoxConfig.Storage storage) {
        return storage.supabase().map(supabase -> config(supabase).database()).orElseGet(() -> storage.sqliteFile()
                .toString());
    }
}
