package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.jooq.JooqStore;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.StoreHealth;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.supabase.internal.search.ChunkRebuild;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * A store in Supabase, or in any Postgres with pgvector, that many servers may use at once.
 *
 * <p>While the database is away every call fails at once, and waiting ones within three seconds, with
 * {@code store.unavailable}; unacknowledged writes are complete or absent.
 */
public final class SupabaseStore extends JooqStore {
    private final SupabaseConnections connections;
    private final SupabaseChunkIndex chunks;
    private final SupabaseRows rows;
    private final SupabaseSync sync;
    private final @Nullable RestHeartbeat rest;

    private SupabaseStore(SupabaseConfig config, SupabaseConnections connections, JooqSession session) {
        super(session);
        this.connections = connections;
        var rebuild = new ChunkRebuild(session, session(config, connections), config.batchSize());
        this.chunks = new SupabaseChunkIndex(session, config, rebuild);
        this.rows = new SupabaseRows(session, config.url());
        this.sync = new SupabaseSync(session, rows);
        this.rest = config.rest() == null ? null : new RestHeartbeat(config.rest());
        if (rest != null) {
            rest.start();
        }
    }

    /**
     * Opens the store; the caller closes it. The login needs no right to make or alter anything.
     *
     * @throws DoxException {@code store.unavailable} if the database cannot be reached, {@code store.not-migrated} if
     *     its tables are missing or old, {@code store.newer-schema} if they are newer than this library
     */
    public static SupabaseStore open(SupabaseConfig config) {
        var connections = SupabaseConnections.open(config);
        try {
            var health = connections.health();
            if (!health.isAvailable()) {
                throw new DoxException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "The database %s cannot be reached: %s. %s"
                                .formatted(config.url(), health.reason().orElseThrow(), connections.advice()));
            }
            var session = session(config, connections);
            SupabaseSchema.requireCurrent(session, config.url());
            return new SupabaseStore(config, connections, session);
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    private static JooqSession session(SupabaseConfig config, SupabaseConnections connections) {
        return JooqSession.on(
                connections, connections, SQLDialect.POSTGRES, new PostgresDialect(), config.statementTimeout());
    }

    /**
     * Migrates the tables of a database to this library's version, and returns how many scripts that took. The login
     * has to own them, and the connection may not be a pooler's in transaction mode.
     *
     * @throws DoxException {@code config.invalid}, {@code store.unavailable}, or {@code store.newer-schema}
     */
    public static int migrate(SupabaseConfig config) {
        return SupabaseSchema.migrate(config.url());
    }

    /**
     * Drops the vector indexes, so that very many vectors can be loaded quickly; searches scan every vector until
     * {@link #buildVectorIndexes}. Login and connection as for {@link #migrate}.
     */
    public static void dropVectorIndexes(SupabaseConfig config) {
        VectorIndexes.drop(config.url());
    }

    /**
     * Builds the missing vector indexes concurrently with reads and writes.
     *
     * @param memoryMib how much memory the build may take, in MiB; several times as slow if the index does not fit,
     *     which takes about 2 KiB a vector of 384 dimensions
     */
    public static void buildVectorIndexes(SupabaseConfig config, int memoryMib) {
        VectorIndexes.build(config.url(), memoryMib);
    }

    @Override
    public ChunkIndex chunks() {
        return chunks;
    }

    @Override
    public StoreRows rows() {
        return rows;
    }

    /** This store's replication port. */
    public HubSync sync() {
        return sync;
    }

    @Override
    public String name() {
        return "supabase";
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public StoreHealth health() {
        var health = connections.health();
        return rest == null ? health : health.withRest(rest.health());
    }

    /** Without vectors the next model is the first again. */
    @Override
    protected void clearMore(DSLContext dsl) {
        dsl.execute("update public.search_state set embedding_model = null");
        rows.forgetAll(dsl);
    }

    @Override
    public void close() {
        if (rest != null) {
            rest.close();
        }
        connections.close();
    }
}
