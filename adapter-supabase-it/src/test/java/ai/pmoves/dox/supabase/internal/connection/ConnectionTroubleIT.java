package ai.pmoves.dox.supabase.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an operator is told whose database cannot be reached. */
class ConnectionTroubleIT {
    private static final String PASSWORD = "a-password-that-nobody-may-see";
    private static final String DIRECT =
            "postgresql://postgres:%s@db.abcdefghijklmnopqrst.supabase.co:5432/postgres".formatted(PASSWORD);
    private static final String POOLER =
            "postgresql://postgres.abcdefghijklmnopqrst:%s@aws-0-eu-west-1.pooler.supabase.com:6543/postgres"
                    .formatted(PASSWORD);

    private static String url(String user, String database, String parameters) {
        var server = PostgresServer.shared();
        return "postgresql://%s:%s@%s:%d/%s%s"
                .formatted(user, PASSWORD, server.host(), server.port(), database, parameters);
    }

    private static void assertTold(String url, String... words) {
        assertThatThrownBy(() -> SupabaseStore.open(SupabaseConfig.of(url)))
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContainingAll(words)
                .hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining("..");
    }

    @Test
    void aWrongPassword() {
        assertTold(
                url("postgres", "postgres", ""),
                "password authentication failed",
                "The password in the database URL is not that of postgres",
                "%40");
    }

    @Test
    void noPassword() {
        assertTold(
                url("postgres", "postgres", "").replace(":" + PASSWORD, ""), "The database URL has no password in it");
    }

    @Test
    void noSuchDatabase() throws SQLException {
        try (var database = TestDatabase.empty()) {
            var nowhere = database.url().replaceFirst("(\\d/)[^?]*", "$1nowhere");
            assertTold(nowhere, "There is no database 'nowhere'");
        }
    }

    @Test
    void aServerWithoutTls() {
        assertTold(url("postgres", "postgres", "?sslmode=require"), "does not support SSL", "sslmode=disable");
    }

    @Test
    void nobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertTold("postgresql://u:%s@127.0.0.1:%d/d".formatted(PASSWORD, port), "Nothing listens there");
    }

    @Test
    void nobodyAnswers() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertTold(
                    "postgresql://u:%s@127.0.0.1:%d/d".formatted(PASSWORD, socket.getLocalPort()),
                    "No server answers there");
        }
    }

    @Test
    void aNameThatNobodyHas() {
        assertTold("postgresql://u:%s@db.invalid/d".formatted(PASSWORD), "UnknownHostException", "Check the host");
    }

    static Stream<Arguments> failuresOfTheNetwork() {
        return Stream.of(
                Arguments.of(DIRECT, new UnknownHostException("db.x"), "reached by IPv6 only"),
                Arguments.of(DIRECT, new SocketException("Network is unreachable"), "reached by IPv6 only"),
                Arguments.of(DIRECT, new NoRouteToHostException("No route to host"), "reached by IPv6 only"),
                Arguments.of(DIRECT, new SocketTimeoutException("timeout"), "may be paused"),
                Arguments.of(POOLER, new UnknownHostException("aws-0"), "Check the host"),
                Arguments.of(POOLER, new SSLHandshakeException("PKIX path building failed"), "sslrootcert"),
                Arguments.of(POOLER, new CertPathValidatorException("no trust anchor"), "sslrootcert"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfTheNetwork")
    void theNetworkOfThePlatform(String url, Exception cause, String advice) {
        var failure = new SQLException("The connection attempt failed.", "08001", cause);
        assertThat(ConnectionTrouble.reason(failure))
                .isEqualTo("The connection attempt failed (%s: %s)"
                        .formatted(cause.getClass().getSimpleName(), cause.getMessage()));
        assertThat(ConnectionTrouble.advice(PostgresUrl.parse(url), failure).text())
                .contains(advice);
    }

    @Test
    void aLoginThatThePoolerDoesNotKnow() {
        var unknown = new SQLException("FATAL: Tenant or user not found", "XX000");
        assertThat(ConnectionTrouble.advice(PostgresUrl.parse(POOLER), unknown).text())
                .contains("USER.REF");
        var bare = PostgresUrl.parse(POOLER.replace(".abcdefghijklmnopqrst:", ":"));
        assertThat(ConnectionTrouble.advice(bare, new SQLException("FATAL", "28P01"))
                        .text())
                .contains("USER.REF");
    }

    @Test
    void tooManyConnectionsAndAClosedDoor() {
        assertThat(ConnectionTrouble.advice(PostgresUrl.parse(POOLER), new SQLException("FATAL", "53300"))
                        .remedy())
                .contains(Remedy.LOWER_POOL_SIZE);
        assertThat(ConnectionTrouble.advice(PostgresUrl.parse(POOLER), new SQLException("FATAL", "28000"))
                        .text())
                .contains("sslmode=require");
    }

    @Test
    void aServerWithoutPgvectorIsToldApartFromOneThatIsNotMigrated() throws SQLException {
        try (var database = TestDatabase.empty()) {
            database.run(
                    "create schema mine",
                    "create view mine.pg_available_extensions as select * from pg_available_extensions"
                            + " where name <> 'vector'");
            var blinded = database.url() + "&options=-c%20search_path=mine,pg_catalog";
            assertThatThrownBy(() -> SupabaseStore.open(SupabaseConfig.of(blinded)))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_NOT_MIGRATED))
                    .hasMessageContainingAll("has no pgvector", "Install that first");
        }
    }

    @Test
    void whatTheUrlAloneShows() {
        assertThat(SupabaseConfig.of(DIRECT).project()).hasValue("abcdefghijklmnopqrst");
        assertThat(SupabaseConfig.of(POOLER).project()).hasValue("abcdefghijklmnopqrst");
        assertThat(SupabaseConfig.of("postgresql://u:p@localhost/d").project()).isEmpty();
        assertThat(SupabaseConfig.of(DIRECT).warnings()).isEmpty();
        assertThat(SupabaseConfig.of(POOLER).warnings()).isEmpty();
        assertThat(SupabaseConfig.of(POOLER + "?prepareThreshold=5").warnings())
                .singleElement()
                .asString()
                .contains("forgets prepared statements");
        assertThat(SupabaseConfig.of(POOLER.replace(".abcdefghijklmnopqrst:", ":"))
                        .warnings())
                .containsExactly(
                        "the login 'postgres' does not name the project, and the pooler knows logins as" + " USER.REF");
        assertThat(SupabaseConfig.of("postgresql://u@localhost/d").warnings())
                .containsExactly("the database URL has no password in it");
        assertThatThrownBy(() -> SupabaseConfig.of(DIRECT.replace(PASSWORD, "[YOUR-PASSWORD]")))
                .hasMessage("it has the password still to be put in the place of [YOUR-PASSWORD]");
    }
}
