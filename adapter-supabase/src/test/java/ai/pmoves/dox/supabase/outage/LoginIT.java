package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.postgres.OwnPostgresServer;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The login is taken away from a store that uses it. */
class LoginIT {
    private static OwnPostgresServer server;

    private Outage outage;

    @BeforeAll
    static void start() {
        server = PostgresServer.startOwn();
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        Outage.on(server).close(); // which makes the roles
        try (var administrator = Outage.on(server)) {
            administrator.run("create role app login password 'one' in role dox_server");
        }
        outage = Outage.on(server, url -> url.replaceFirst("user=[^&]*", "user=app")
                .replaceFirst("password=[^&]*", "password=one"));
    }

    @AfterEach
    void close() throws Exception {
        outage.close();
        outage.run("drop role if exists app");
    }

    @Test
    void anotherPasswordDisturbsNobodyWhoIsInAndIsToldOfWhenTheyComeAgain() throws Exception {
        var store = outage.store();
        store.ping();
        outage.run("alter role app password 'two'");
        Outage.works(store::ping);

        outage.run(Outage.END_SESSIONS);
        outage.isNoticed();
        Outage.isUnavailable(store::ping);
        assertThat(store.health().reason().orElseThrow())
                .contains("password authentication failed")
                .doesNotContain("one", "two");

        outage.run("alter role app password 'one'");
        Outage.await("it tries again", () -> store.health().isAvailable());
        Outage.works(store::ping);
    }

    @Test
    void aRoleThatIsGoneIsToldAsUnavailable() throws Exception {
        var store = outage.store();
        store.ping();
        outage.run("drop role app");
        outage.run(Outage.END_SESSIONS);
        outage.isNoticed();
        Outage.isUnavailable(store::ping);
    }
}
