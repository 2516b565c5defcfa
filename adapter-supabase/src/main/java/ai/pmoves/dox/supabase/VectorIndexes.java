package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.supabase.internal.connection.PgVectorVersion;
import ai.pmoves.dox.supabase.internal.connection.PostgresUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The HNSW indexes, dropped before very many vectors are loaded and built again afterwards, which is many times as fast
 * as updating them row by row. Searches scan every vector meanwhile.
 */
final class VectorIndexes {
    private static final List<Integer> DIMENSIONS = List.of(384, 1024);
    private static final String VERSION = "select extversion from pg_extension where extname = 'vector'";

    private VectorIndexes() {}

    /** Drops the indexes; absent ones do not matter. */
    static void drop(PostgresUrl url) {
        run(url, connection -> {
            for (int dimension : DIMENSIONS) {
                execute(connection, "drop index concurrently if exists public." + name(dimension));
            }
        });
    }

    /**
     * Builds the indexes that are not there, or only half, concurrently with reads and writes.
     *
     * @param memoryMib how much memory the build may take; it is several times as slow if the index does not fit
     */
    static void build(PostgresUrl url, int memoryMib) {
        run(url, connection -> {
            execute(connection, "set statement_timeout = 0");
            execute(connection, "set maintenance_work_mem = '%dMB'".formatted(memoryMib));
            if (!PgVectorVersion.parse(ask(connection, VERSION)).buildsInParallel()) {
                execute(connection, "set max_parallel_maintenance_workers = 0");
            }
            for (int dimension : DIMENSIONS) {
                dropIfInvalid(connection, dimension);
                execute(connection, """
                        create index concurrently if not exists %s on public.search_chunks
                        using hnsw (embedding_%d extensions.vector_ip_ops)""".formatted(name(dimension), dimension));
            }
        });
    }

    private static String name(int dimension) {
        return "search_chunks_embedding_" + dimension;
    }

    /** An interrupted build leaves an index that is updated and never used. */
    private static void dropIfInvalid(Connection connection, int dimension) throws SQLException {
        var invalid = ask(
                connection,
                "select count(*) from pg_index where not indisvalid and indexrelid = to_regclass('public.%s')"
                        .formatted(name(dimension)));
        if (!invalid.equals("0")) {
            execute(connection, "drop index concurrently public." + name(dimension));
        }
    }

    private static void run(PostgresUrl url, Work work) {
        SupabaseSchema.requireSession(url);
        try (var connection = url.dataSource().getConnection()) {
            work.on(connection);
        } catch (SQLException e) {
            if (SupabaseSchema.isNotPermitted(e)) {
                throw new DoxException(
                        ErrorCode.CONFIG_INVALID,
                        Reason.of(
                                "The login %s may not change the indexes of %s (%s)."
                                        .formatted(url.user(), url, e.getMessage()),
                                Remedy.MIGRATE_AS_OWNER),
                        e);
            }
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The vector indexes of %s could not be changed: %s".formatted(url, e.getMessage()),
                    e);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }
}
