package ai.pmoves.dox.testing.stores.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers bring the same rows over at the same time, and sometimes one of the two has to begin anew. */
@SeparateServer
class CutoverBesideServersIT {
    @AutoClose
    private final EmptyStores empty;

    CutoverBesideServersIT(@TempDir Path folder) {
        empty = new EmptyStores(folder);
    }

    /** The hub, which is busy with the same rows the next times that some arrive. */
    private static Hub busy(Hub hub, int times) {
        var left = new AtomicInteger(times);
        var sync = (HubSync) Proxy.newProxyInstance(
                HubSync.class.getClassLoader(), new Class<?>[] {HubSync.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("receive") && left.getAndDecrement() > 0) {
                        throw new DoxException(ErrorCode.STORE_BUSY, "Another change was received at the same moment.");
                    }
                    try {
                        return method.invoke(hub.sync(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        return new Hub(hub.store(), sync);
    }

    private static Cutover cutover(TestPair stores, int timesBusy) {
        var pair = new Pair(stores.pair().edge(), busy(stores.pair().hub(), timesBusy));
        return new Cutover(pair, TestPair.journal(), TestPair.IMPATIENT);
    }

    @Test
    void whatIsBusyForAMomentIsTriedAgain() {
        try (var stores = empty.open().led(Side.EDGE)) {
            stores.add("a");
            assertThat(cutover(stores, 3).to(Side.HUB, CutoverProgress.NONE)).isInstanceOf(Switched.class);
            assertThat(stores.primary()).isEqualTo(Side.HUB);
            assertThat(stores.differences()).isEmpty();
        }
    }

    @Test
    void whatStaysBusyIsTold() {
        try (var stores = empty.open().led(Side.EDGE)) {
            stores.add("a");
            var cutover = cutover(stores, Integer.MAX_VALUE);
            assertThatThrownBy(() -> cutover.to(Side.HUB, CutoverProgress.NONE))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_BUSY));
            assertThat(stores.primary()).isEqualTo(Side.EDGE);
        }
    }
}
