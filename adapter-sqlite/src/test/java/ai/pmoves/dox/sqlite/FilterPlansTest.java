package ai.pmoves.dox.sqlite;

import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.jooq.JooqRepositories;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConnectionProvider;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every filter of {@code /logs}, {@code /tags}, {@code /apis} and {@code /facts}, as the repositories ask. SQLite plans
 * without statistics here, so that the number of rows makes no difference.
 */
class FilterPlansTest {
    private static final PageRequest PAGE = PageRequest.first(50);
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension();

    private final StringBuilder plans = new StringBuilder();

    @ParameterizedTest
    @MethodSource
    void aFilterFindsItsRowsByAnIndex(Consumer<JooqRepositories> query, String step) throws SQLException {
        assertThat(plansOf(query))
                .containsPattern(step)
                .doesNotContainPattern("SCAN (log_entries|tags|api_endpoints|facts)\\b");
    }

    /** Until the page is full. */
    @ParameterizedTest
    @MethodSource
    void aPartWithoutATrigramIsLookedForInTheOrderOfTheList(Consumer<JooqRepositories> query, String step)
            throws SQLException {
        assertThat(plansOf(query)).containsPattern(step).doesNotContain("TEMP B-TREE FOR ORDER BY");
    }

    private String plansOf(Consumer<JooqRepositories> query) throws SQLException {
        try (var connection =
                SqliteConnections.withFunctions(DriverManager.getConnection("jdbc:sqlite:" + sqlite.file()))) {
            var explained = new DefaultConnectionProvider(explained(connection));
            query.accept(JooqRepositories.on(
                    JooqSession.on(explained, explained, SQLDialect.SQLITE, new SqliteDialect(), Duration.ZERO)));
        }
        return plans.toString();
    }

    private Connection explained(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        explain(connection, (String) arguments[0]);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void explain(Connection connection, String sql) throws SQLException {
        try (var statement = connection.prepareStatement("explain query plan " + sql);
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                plans.append(rows.getString("detail")).append('\n');
            }
        }
    }

    static Stream<Arguments> aFilterFindsItsRowsByAnIndex() {
        return Stream.of(
                logs(new LogFilter(some("ERROR"), empty(), empty(), empty(), empty(), empty()), searched("level")),
                logs(new LogFilter(empty(), some("E0"), empty(), empty(), empty(), empty()), searched("code")),
                logs(
                        new LogFilter(some("ERROR"), some("E0"), empty(), empty(), empty(), empty()),
                        searched("(level|code)")),
                logs(
                        new LogFilter(empty(), empty(), some("full"), empty(), empty(), empty()),
                        ofPart("log_entries_message")),
                logs(
                        new LogFilter(some("ERROR"), empty(), some("full"), empty(), empty(), empty()),
                        ofPart("log_entries_message")),
                logs(LogFilter.of(Id.of("d7")), searched("document_id")),
                logs(
                        new LogFilter(
                                empty(),
                                empty(),
                                empty(),
                                empty(),
                                Optional.of(NOON),
                                Optional.of(NOON.plusSeconds(60))),
                        searched("ts_at")),
                logs(new LogFilter(empty(), empty(), empty(), empty(), Optional.of(NOON), empty()), searched("ts_at")),
                logs(new LogFilter(empty(), empty(), empty(), empty(), empty(), Optional.of(NOON)), searched("ts_at")),
                query(s -> s.tags().list(Optional.of(Id.of("d7")), empty(), PAGE), searched("document_id")),
                query(s -> s.tags().list(empty(), some("tag"), PAGE), ofPart("tags_tag")),
                apis(new ApiFilter(some("get"), empty(), empty(), empty()), searched("method")),
                apis(
                        new ApiFilter(empty(), some("rare"), empty(), empty()),
                        "SEARCH api_endpoint_tags USING PRIMARY KEY \\(tag=\\?\\)"),
                apis(new ApiFilter(empty(), empty(), some("/x7"), empty()), ofPart("api_endpoints_path")),
                apis(new ApiFilter(empty(), empty(), empty(), Optional.of(Id.of("d7"))), searched("document_id")),
                query(s -> s.facts().list(some("2026-W7"), empty(), PAGE), searched("report_week")),
                query(s -> s.facts().list(empty(), Optional.of(Id.of("a7")), PAGE), searched("artifact_id")));
    }

    static Stream<Arguments> aPartWithoutATrigramIsLookedForInTheOrderOfTheList() {
        return Stream.of(
                logs(new LogFilter(empty(), empty(), some("fu"), empty(), empty(), empty()), inOrder("log_entries")),
                query(s -> s.tags().list(empty(), some("ag"), PAGE), inOrder("tags")),
                apis(new ApiFilter(empty(), empty(), some("/x"), empty()), inOrder("api_endpoints")));
    }

    private static String searched(String columns) {
        return "SEARCH \\w+ USING (COVERING )?INDEX \\w+_" + columns + " ";
    }

    private static String ofPart(String column) {
        return "SCAN " + column + "_part VIRTUAL TABLE INDEX \\d+:M";
    }

    private static String inOrder(String table) {
        return "SCAN %1$s USING INDEX %1$s_seq".formatted(table);
    }

    private static Optional<String> some(String text) {
        return Optional.of(text);
    }

    private static Arguments logs(LogFilter filter, String step) {
        return query(s -> s.logs().list(filter, PAGE), step);
    }

    private static Arguments apis(ApiFilter filter, String step) {
        return query(s -> s.apis().list(filter, PAGE), step);
    }

    private static Arguments query(Consumer<JooqRepositories> query, String step) {
        return argumentSet(step, query, step);
    }
}
