package ai.pmoves.dox.supabase;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.jooq.rows.JooqRows;
import ai.pmoves.dox.jooq.rows.RowSql;
import ai.pmoves.dox.supabase.internal.connection.PostgresUrl;
import ai.pmoves.dox.supabase.internal.copy.BinaryCopyOut;
import ai.pmoves.dox.supabase.internal.load.BulkLoader;
import ai.pmoves.dox.supabase.internal.sync.WriteOrigin;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.postgresql.PGConnection;

/**
 * The rows of the shared store, by binary COPY in both directions. Everything that belongs together is in one
 * transaction, as a pooler of transactions asks for.
 */
final class SupabaseRows extends JooqRows {
    private static final String REMOVE_CHUNKS = """
            with removed as (delete from public.search_chunks where id = any (?) returning generation)
            select count(*) from removed where generation = (select serving_generation from public.search_state)""";

    private final String description;
    private final BulkLoader loader;

    SupabaseRows(JooqSession session, PostgresUrl url) {
        super(session, new WriteOrigin(), "dox.");
        this.description = url.toString();
        this.loader = new BulkLoader(session.dialect());
    }

    @Override
    public String description() {
        return description;
    }

    private static String from(StoreTable table) {
        return " from public." + table.text()
                + (table == StoreTable.SEARCH_CHUNKS
                        ? " where generation = (select serving_generation from public.search_state)"
                        : " where true");
    }

    private static String select(StoreTable table) {
        return "select " + RowSql.selection(table) + from(table);
    }

    @Override
    public long count(StoreTable table) {
        return session()
                .read(dsl -> withRetry(dsl, patient -> patient.fetchSingle("select count(*)" + from(table))
                        .get(0, Long.class)));
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        session().stream(dsl -> withRetry(
                dsl,
                patient -> patient.connectionResult(connection -> {
                    copyOut(connection, table, select(table), sink);
                    return table;
                })));
    }

    /** In a transaction without limits of time: neither the platform's two minutes nor those of our own statements. */
    private static <T> T withRetry(DSLContext dsl, Function<DSLContext, T> work) {
        return dsl.transactionResult(transaction -> work.apply(patient(transaction.dsl())));
    }

    private static DSLContext patient(DSLContext transaction) {
        transaction.execute("set local statement_timeout = 0");
        return JooqSession.withoutTimeout(transaction);
    }

    private static void copyOut(Connection connection, StoreTable table, String query, Consumer<Row> sink)
            throws SQLException {
        try (var copy = BinaryCopyOut.of(connection, table, query)) {
            while (copy.next()) {
                sink.accept(copy.row());
            }
        }
    }

    @Override
    protected List<Row> findStored(StoreTable table, Collection<String> keys) {
        return session()
                .read(dsl -> withRetry(
                        dsl,
                        patient -> patient.connectionResult(connection -> {
                            var found = new ArrayList<Row>();
                            var wanted = " and %s = any (array[%s])"
                                    .formatted(
                                            RowSql.name(table.key()),
                                            literals(connection.unwrap(PGConnection.class), keys));
                            copyOut(connection, table, select(table) + wanted, found::add);
                            return found;
                        })));
    }

    /** COPY takes no parameters. */
    private static String literals(PGConnection connection, Collection<String> keys) throws SQLException {
        var literals = new ArrayList<String>(keys.size());
        for (var key : keys) {
            literals.add("'" + connection.escapeLiteral(key) + "'");
        }
        return String.join(", ", literals);
    }

    @Override
    protected Set<String> storedOf(StoreTable table, Collection<String> keys) {
        var sql = "select %1$s%2$s and %1$s = any (?)".formatted(RowSql.name(table.key()), from(table));
        return session()
                .read(dsl -> withRetry(
                        dsl,
                        patient -> new HashSet<>(
                                patient.fetch(sql, (Object) array(keys)).getValues(0, String.class))));
    }

    private static String[] array(Collection<String> keys) {
        return keys.toArray(String[]::new);
    }

    @Override
    protected int remove(DSLContext dsl, StoreTable table, Collection<String> keys) {
        var patient = patient(dsl);
        if (table == StoreTable.SEARCH_CHUNKS) { // of every generation; those of the one that serves count
            return patient.fetchSingle(REMOVE_CHUNKS, (Object) array(keys)).get(0, Integer.class);
        }
        var sql = "delete from public.%s where %s = any (?)".formatted(table.text(), RowSql.name(table.key()));
        return patient.execute(sql, (Object) array(keys));
    }

    @Override
    protected Written put(DSLContext dsl, StoreTable table, List<Row> rows, boolean overNewer) {
        return loader.load(patient(dsl), table, rows, overNewer);
    }
}
