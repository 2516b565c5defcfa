package ai.pmoves.dox.supabase.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call which function, where all functions that are made in public are open to the roles of the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionAccessIT {
    private static final List<String> OF_THE_API = List.of("public.hybrid_search_chunks", "public.match_search_chunks");
    private static final List<String> THEY_ARE_MADE_OF = List.of(
            "dox.filter_of",
            "dox.search",
            "dox.telling_words",
            "dox.text_ranking",
            "dox.vector_ranking",
            "dox.without_signs",
            "dox.words_of");
    private static final List<String> OF_SERVERS = List.of(
            "dox.count_added_words",
            "dox.count_changed_words",
            "dox.count_removed_words",
            "dox.guard_write",
            "dox.hold_writing",
            "dox.keep_lost",
            "dox.note_changes",
            "dox.notice",
            "dox.notice_chunk",
            "dox.notice_structure",
            "dox.notice_swap",
            "dox.noticing",
            "dox.origin",
            "dox.require_primary",
            "dox.schema_version",
            "dox.share_writing",
            "dox.sum_up_word_counts");
    private static final String A_VECTOR = "(select array_fill(0.5::real, array[384])::extensions.vector)";

    private TestDatabase database;
    private Connection connection;

    @BeforeAll
    void open() throws SQLException {
        database = TestDatabase.empty();
        SupabaseStore.migrate(SupabaseConfig.of(database.likeThePlatform()));
        connection = database.connect();
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @AfterEach
    void resetRole() throws SQLException {
        Sql.run(connection, "reset role");
    }

    @Test
    void anonMayCallNothing() throws SQLException {
        assertThat(executableBy("anon")).isEmpty();
    }

    @Test
    void authenticatedMayCallTheApiAndWhatThatIsMadeOf() throws SQLException {
        assertThat(executableBy("authenticated"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(OF_THE_API.stream(), THEY_ARE_MADE_OF.stream())
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"service_role", "dox_server"})
    void serversMayCallAll(String role) throws SQLException {
        assertThat(executableBy(role))
                .containsExactlyInAnyOrderElementsOf(Stream.of(OF_THE_API, THEY_ARE_MADE_OF, OF_SERVERS)
                        .flatMap(List::stream)
                        .toList());
    }

    private List<String> executableBy(String role) throws SQLException {
        return Sql.list(connection, """
                select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                where n.nspname in ('public', 'dox') and has_function_privilege(?, p.oid, 'execute')""", role);
    }

    @ParameterizedTest
    @ValueSource(strings = {"authenticated", "service_role", "dox_server"})
    void theApiAnswersWhomItIsFor(String role) throws SQLException {
        Sql.run(connection, "set role " + role);
        assertThat(Sql.list(connection, "select id from public.match_search_chunks(" + A_VECTOR + ")"))
                .isEmpty();
        assertThat(Sql.list(connection, "select id from public.hybrid_search_chunks('words', " + A_VECTOR + ")"))
                .isEmpty();
    }

    @Test
    void theApiDoesNotAnswerAnon() throws SQLException {
        Sql.run(connection, "set role anon");
        for (var call : List.of("match_search_chunks(", "hybrid_search_chunks('words', ")) {
            assertThatThrownBy(() -> Sql.list(connection, "select id from public." + call + A_VECTOR + ")"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("permission denied for function");
        }
    }
}
