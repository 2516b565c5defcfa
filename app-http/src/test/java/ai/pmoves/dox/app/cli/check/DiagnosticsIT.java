package ai.pmoves.dox.app.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.cli.check.Check.Verdict;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dox doctor} says of a database. */
class DiagnosticsIT {
    private final PostgresServer server = PostgresServer.shared();
    private final String database = server.createDatabase();

    /** A role is there in all databases, so its name is not that of another run. */
    private final String role = "dox_checkup_" + UUID.randomUUID().toString().replace('-', '_');

    private Connection connection;

    @TempDir
    private Path home;

    @BeforeEach
    void makeRole() throws SQLException {
        connection = DriverManager.getConnection(database);
        execute("create role %s login password 'p'".formatted(role));
    }

    @AfterEach
    void remove() throws SQLException {
        execute("drop role " + role);
        connection.close();
        server.dropDatabase(database);
    }

    private void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Map<String, String> shared(String url) {
        return Map.of("DB_BACKEND", "supabase", "SUPABASE_DB_URL", url);
    }

    private void assertSaid(String url, Verdict verdict, String... words) {
        var values = new HashMap<>(shared(url));
        values.put("DOX_HOME", home.toString());
        assertThat(Diagnostics.run(DoxConfig.from(values), ""))
                .filteredOn(check -> check.name().equals("store"))
                .anySatisfy(check -> {
                    assertThat(check.verdict()).as(check.detail()).isEqualTo(verdict);
                    assertThat(check.detail()).contains(words);
                });
    }

    @Test
    void aDatabaseThatIsNotReadyForTheLogin() {
        assertSaid(database, Verdict.FAIL, "Run: dox migrate");

        assertThat(CommandResult.of(home, shared(database), "migrate").exitCode())
                .isZero();
        var login = database.replaceFirst("user=[^&]*", "user=" + role).replaceFirst("password=[^&]*", "password=p");
        assertSaid(login, Verdict.FAIL, "may not use the tables", "grant dox_server to " + role);
        assertSaid(
                login.replaceFirst("password=p", "password=q"),
                Verdict.FAIL,
                "The password in the database URL is not that of " + role);
        assertSaid(database, Verdict.OK, "0 artifacts, 0 documents");
    }
}
