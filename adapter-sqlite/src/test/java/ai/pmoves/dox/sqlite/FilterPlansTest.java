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
    void aFilterReadsAnIndex(Consumer<JooqRepositories> query, String index) throws SQLException {
        try (var connection =
                SqliteConnections.withFunctions(DriverManager.getConnection("jdbc:sqlite:" + sqlite.file()))) {
            var explained = new DefaultConnectionProvider(explained(connection));
            query.accept(JooqRepositories.on(
                    JooqSession.on(explained, explained, SQLDialect.SQLITE, new SqliteDialect(), Duration.ZERO)));
        }
        assertThat(plans.toString()).containsPattern("USING INDEX " + index + "\\b");
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

    static Stream<Arguments> aFilterReadsAnIndex() {
        return Stream.of(
                logs(new LogFilter(some("ERROR"), empty(), empty(), empty(), empty(), empty()), "level"),
                logs(new LogFilter(empty(), some("E0"), empty(), empty(), empty(), empty()), "code"),
                logs(new LogFilter(some("ERROR"), some("E0"), empty(), empty(), empty(), empty()), "(level|code)"),
                logs(new LogFilter(empty(), empty(), some("full"), empty(), empty(), empty()), "seq"),
                logs(LogFilter.of(Id.of("d7")), "document_id"),
                logs(
                        new LogFilter(
                                empty(),
                                empty(),
                                empty(),
                                empty(),
                                Optional.of(NOON),
                                Optional.of(NOON.plusSeconds(60))),
                        "ts_at"),
                query(s -> s.tags().list(Optional.of(Id.of("d7")), empty(), PAGE), "tags_document_id"),
                query(s -> s.tags().list(empty(), some("ag"), PAGE), "tags_seq"),
                apis(new ApiFilter(some("get"), empty(), empty(), empty()), "method"),
                apis(new ApiFilter(empty(), some("rare"), empty(), empty()), "seq"),
                apis(new ApiFilter(empty(), empty(), some("/x"), empty()), "seq"),
                apis(new ApiFilter(empty(), empty(), empty(), Optional.of(Id.of("d7"))), "document_id"),
                query(s -> s.facts().list(some("2026-W7"), empty(), PAGE), "facts_report_week"));
    }

    private static Optional<String> some(String text) {
        return Optional.of(text);
    }

    private static Arguments logs(LogFilter filter, String index) {
        return query(s -> s.logs().list(filter, PAGE), "log_entries_" + index);
    }

    private static Arguments apis(ApiFilter filter, String index) {
        return query(s -> s.apis().list(filter, PAGE), "api_endpoints_" + index);
    }

    private static Arguments query(Consumer<JooqRepositories> query, String index) {
        return argumentSet(index, query, index);
    }
}
