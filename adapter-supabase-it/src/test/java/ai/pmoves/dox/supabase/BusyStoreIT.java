package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.supabase.SupabaseConfig.VectorScan;
import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import ai.pmoves.dox.supabase.internal.connection.PostgresUrl;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A sound database, of which more is asked than it can answer at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BusyStoreIT {
    private TestDatabase database;
    private SupabaseStore store;

    @BeforeAll
    void open() throws SQLException {
        database = TestDatabase.migrated();
        store = SupabaseStore.open(new SupabaseConfig(
                PostgresUrl.parse(database.url()), 2, 100, VectorScan.INDEX, Duration.ofSeconds(1), null));
    }

    @AfterAll
    void close() {
        store.close();
        database.close();
    }

    @Test
    void aCallWaitsForAConnectionWhileOthersWork() throws Exception {
        var holding = new CountDownLatch(2);
        var release = new CountDownLatch(1);
        var holders = CompletableFuture.allOf(hold(holding, release), hold(holding, release));
        holding.await();

        var call = CompletableFuture.runAsync(
                store::ping, task -> Thread.ofVirtual().start(task));
        assertThatThrownBy(() -> call.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        release.countDown();
        call.get(1, TimeUnit.MINUTES);
        holders.get(1, TimeUnit.MINUTES);
    }

    private CompletableFuture<Void> hold(CountDownLatch holding, CountDownLatch release) {
        return CompletableFuture.runAsync(
                () -> store.unitOfWork().call(() -> {
                    store.ping();
                    holding.countDown();
                    await(release);
                    return true;
                }),
                task -> Thread.ofVirtual().start(task));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aReadThatTakesTooLongSaysSo() throws SQLException {
        try (var connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql.run(connection, "lock table public.documents in access exclusive mode");
            assertThatThrownBy(store::ping)
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY))
                    .hasMessage("No answer within 1 s; the query was cancelled.");
        }
    }
}
