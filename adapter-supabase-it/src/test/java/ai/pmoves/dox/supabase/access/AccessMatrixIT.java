package ai.pmoves.dox.supabase.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every role tries every operation on every table: on a plain Postgres, where a role has only what the scripts give
 * it, and on one like the platform, where it has all that they do not take away.
 */
@ParameterizedClass
@ValueSource(booleans = {false, true})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixIT {
    private static final String REFUSED = "42501";

    /** What devices have no use for. */
    private static final Set<String> FOR_SERVERS = Set.of(
            "dox.transfer_checkpoints",
            "dox.transfer_corrections",
            "dox.sync_state",
            "dox.sync_changes",
            "dox.sync_conflicts",
            "dox.sync_history",
            "dox.sync_devices");

    @Parameter
    boolean likeThePlatform;

    private TestDatabase database;
    private Connection connection;
    private OneOfEachRow rows;

    @BeforeAll
    void fill() throws SQLException {
        if (likeThePlatform) {
            database = TestDatabase.empty();
            SupabaseStore.migrate(SupabaseConfig.of(database.likeThePlatform()));
        } else {
            database = TestDatabase.migrated();
        }
        connection = database.connect();
        connection.setAutoCommit(false);
        rows = OneOfEachRow.of(connection);
        rows.insertAll(connection);
        connection.commit();
    }

    @AfterAll
    void drop() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource({
        "anon,          refused, refused, refused, refused, refused",
        "authenticated, done,    refused, refused, refused, refused",
        "service_role,  done,    done,    done,    done,    ",
        "dox_server,    done,    done,    done,    done,    refused"
    })
    void aRoleMayDoThisWithEachTable(
            String role, String select, String insert, String update, String delete, @Nullable String truncate)
            throws SQLException {
        for (var table : rows.inserts().keySet()) {
            var expected = new LinkedHashMap<String, String>();
            expected.put("select", !FOR_SERVERS.contains(table) || insert.equals("done") ? select : "refused");
            expected.put("insert", insert);
            expected.put("update", update);
            expected.put("delete", delete);
            if (truncate != null) { // the platform gives its own role more than a store needs
                expected.put("truncate", truncate);
            }
            var outcomes = outcomes(role, table);
            outcomes.keySet().retainAll(expected.keySet());
            assertThat(outcomes).as("%s on %s", role, table).isEqualTo(expected);
        }
    }

    private Map<String, String> outcomes(String role, String table) throws SQLException {
        int all = Integer.parseInt(Sql.ask(connection, "select count(*) from " + table));
        var column = Sql.ask(
                connection,
                "select quote_ident(attname) from pg_attribute where attrelid = ?::regclass and attnum = 2",
                table);
        var insert = rows.inserts().get(table);
        var outcomes = new LinkedHashMap<String, String>();
        outcomes.put("select", outcome(role, "", "select * from " + table, all));
        outcomes.put("insert", outcome(role, "delete from " + table, insert, 1));
        outcomes.put("update", outcome(role, "", "update %s set %s = %s".formatted(table, column, column), all));
        outcomes.put("delete", outcome(role, "", "delete from " + table, all));
        outcomes.put("truncate", outcome(role, "", "truncate " + table + " cascade", 0));
        return outcomes;
    }

    private String outcome(String role, String preparation, String sql, int expectedRows) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(preparation);
            statement.execute("set local role " + role);
            int rows = 0;
            if (statement.execute(sql)) {
                while (statement.getResultSet().next()) {
                    rows++;
                }
            } else {
                rows = statement.getUpdateCount();
            }
            return rows == expectedRows ? "done" : "%d of %d rows".formatted(rows, expectedRows);
        } catch (SQLException e) {
            if (REFUSED.equals(e.getSQLState())) {
                return "refused";
            }
            throw e;
        } finally {
            connection.rollback();
        }
    }

    @Test
    void nobodyButTheOwnerSeesWhichScriptsWereRun() throws SQLException {
        for (var role : List.of("anon", "authenticated", "service_role", "dox_server")) {
            assertThat(outcome(role, "", "select * from dox.flyway_schema_history", 0))
                    .as(role)
                    .isEqualTo("refused");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "anon,          refused, refused, refused",
        "authenticated, refused, refused, refused",
        "service_role,  done,    ,        ",
        "dox_server,    done,    refused, refused"
    })
    void aRoleMayDoThisWithTheNumbersOfRows(String role, String next, @Nullable String ofChunks, @Nullable String set)
            throws SQLException {
        assertThat(outcome(role, "", "select nextval('dox.row_order')", 1)).isEqualTo(next);
        if (ofChunks != null) {
            var sequence = "public.search_chunks_chunk_no_seq";
            assertThat(outcome(role, "", "select nextval('%s')".formatted(sequence), 1))
                    .isEqualTo(ofChunks);
            assertThat(outcome(role, "", "select setval('%s', 1)".formatted(sequence), 1))
                    .isEqualTo(set);
        }
    }

    @Test
    void everyTableOfTheStoreIsTried() {
        assertThat(rows.inserts())
                .hasSize(27)
                .containsKeys("public.search_chunks", "dox.word_counts", "dox.transfer_checkpoints");
    }
}
