package ai.pmoves.dox.supabase;

import static java.util.Optional.empty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.jooq.JooqRepositories;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.supabase.fixture.ExplainedConnection;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every filter of {@code /logs}, {@code /tags}, {@code /apis} and {@code /facts} finds its rows by an index.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FilterPlans {
    private static final PageRequest PAGE = PageRequest.first(50);
    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private TestDatabase database;
    private ExplainedConnection connection;
    private JooqRepositories store;

    abstract TestDatabase fill();

    @BeforeAll
    void open() throws SQLException {
        database = fill();
        connection = ExplainedConnection.as("dox_server", database.connect());
        store = JooqRepositories.on(JooqSession.on(
                connection, connection, SQLDialect.POSTGRES, new PostgresDialect(), Duration.ofMinutes(1)));
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @MethodSource
    void aFilterFindsItsRowsByAnIndex(Consumer<JooqRepositories> query, String index) {
        long start = System.nanoTime();
        var plan = connection.plansOf(() -> query.accept(store));
        told(index, Duration.ofNanos(System.nanoTime() - start));
        assertThat(plan)
                .containsPattern("(Index Scan using|Bitmap Index Scan on) " + index + " ")
                .doesNotContain("Seq Scan on ");
    }

    /** What a query took, plan and all. */
    void told(String index, Duration took) {}

    static Stream<Arguments> aFilterFindsItsRowsByAnIndex() {
        return Stream.of(
                logs(
                        "logs of a level",
                        new LogFilter(some("ERROR"), empty(), empty(), empty(), empty(), empty()),
                        "level"),
                logs("logs of a code", new LogFilter(empty(), some("E0"), empty(), empty(), empty(), empty()), "code"),
                logs(
                        "logs of a level and a code",
                        new LogFilter(some("ERROR"), some("E50"), empty(), empty(), empty(), empty()),
                        "(level|code)"),
                logs(
                        "logs with a word",
                        new LogFilter(empty(), empty(), some("disk OF harbor 4007"), empty(), empty(), empty()),
                        "message_part"),
                logs(
                        "logs with a short part",
                        new LogFilter(empty(), empty(), some("sk O"), empty(), empty(), empty()),
                        "message_part"),
                logs("logs of a document", LogFilter.of(Id.of("d7")), "document_id"),
                logs(
                        "logs of an hour",
                        new LogFilter(
                                empty(),
                                empty(),
                                empty(),
                                empty(),
                                Optional.of(NOON),
                                Optional.of(NOON.plusSeconds(3_600))),
                        "ts_at"),
                logs(
                        "logs until a minute",
                        new LogFilter(
                                empty(),
                                empty(),
                                empty(),
                                empty(),
                                empty(),
                                Optional.of(Instant.parse("2026-01-01T00:09:00Z"))),
                        "ts_at"),
                logs(
                        "logs since a minute",
                        new LogFilter(
                                empty(),
                                empty(),
                                empty(),
                                empty(),
                                Optional.of(Instant.parse("2029-01-01T00:00:00Z")),
                                empty()),
                        "ts_at"),
                query(
                        "tags of a document",
                        s -> s.tags().list(Optional.of(Id.of("d7")), empty(), PAGE),
                        "tags_document_id"),
                query("tags with a word", s -> s.tags().list(empty(), some("AG 4711"), PAGE), "tags_tag_part"),
                apis("operations of a method", some("trace"), null, null, "method"),
                apis("operations with a tag", empty(), "rare", null, "tags"),
                apis("operations of a path", empty(), null, "x471142", "path_part"),
                apis("operations of a short part of a path", empty(), null, "x47", "path_part"),
                query(
                        "operations of a document",
                        s -> s.apis().list(new ApiFilter(empty(), empty(), empty(), Optional.of(Id.of("d7"))), PAGE),
                        "api_endpoints_document_id"),
                query("facts of a week", s -> s.facts().list(some("2026-W7"), empty(), PAGE), "facts_report_week"),
                query(
                        "facts of an artifact",
                        s -> s.facts().list(empty(), Optional.of(Id.of("a7")), PAGE),
                        "facts_artifact_id"));
    }

    private static Optional<String> some(String text) {
        return Optional.of(text);
    }

    private static Arguments logs(String name, LogFilter filter, String index) {
        return query(name, s -> s.logs().list(filter, PAGE), "log_entries_" + index);
    }

    private static Arguments apis(
            String name, Optional<String> method, @Nullable String tag, @Nullable String path, String index) {
        var filter = new ApiFilter(method, Optional.ofNullable(tag), Optional.ofNullable(path), empty());
        return query(name, s -> s.apis().list(filter, PAGE), "api_endpoints_" + index);
    }

    private static Arguments query(String name, Consumer<JooqRepositories> query, String index) {
        return argumentSet(name, query, index);
    }
}
