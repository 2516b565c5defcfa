package ai.pmoves.dox.supabase.outage;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.testing.postgres.Eventually;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The login is taken away from a store that uses it. */
@Tag("alone")
class LoginIT {
    @RegisterExtension
    static final Outage outage = Outage.through((database, outage) -> {
        outage.run("create role app login password 'one' in role dox_server");
        return database.replaceFirst("user=[^&]*", "user=app").replaceFirst("password=[^&]*", "password=one");
    });

    @AfterEach
    void dropRole() throws Exception {
        outage.run("drop role if exists app");
    }

    @Test
    void anotherPasswordDisturbsNobodyWhoIsInAndIsToldOfWhenTheyComeAgain() throws Exception {
        var store = outage.store();
        store.ping();
        outage.run("alter role app password 'two'");
        Calls.works(store::ping);

        outage.run(Outage.END_SESSIONS);
        outage.isNoticed();
        Calls.isUnavailable(store::ping);
        Eventually.await("it says why")
                .untilAsserted(() -> assertThat(store.health().reason().orElseThrow())
                        .contains("password authentication failed")
                        .doesNotContain("one", "two"));

        outage.run("alter role app password 'one'");
        Eventually.await("it tries again").until(() -> store.health().isAvailable());
        Calls.works(store::ping);
    }

    @Test
    void aRoleThatIsGoneIsToldAsUnavailable() throws Exception {
        var store = outage.store();
        store.ping();
        outage.run("drop role app");
        outage.run(Outage.END_SESSIONS);
        outage.isNoticed();
        Calls.isUnavailable(store::ping);
    }
}
