package ai.pmoves.dox.testing.stores.cutover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that somebody read to bring them over, and brings only after the stores have changed places, do no harm. */
@SeparateServer
class LateDeliveryIT {
    @AutoClose
    private final EmptyStores empty;

    LateDeliveryIT(@TempDir Path folder) {
        empty = new EmptyStores(folder);
    }

    @Test
    void whatWasSentBeforeTheSharedStoreBecameThePrimary() {
        try (var stores = empty.open().led(Side.EDGE)) {
            stores.add("a");
            stores.replicate();
            stores.change("a", 1);
            var edge = stores.pair().edge().sync();
            var hub = stores.pair().hub();
            var sender = edge.role();
            var onItsWay = edge.unsent(10);
            assertThat(onItsWay).hasSize(1);
            assertThat(stores.cutover(Side.HUB, CutoverProgress.NONE)).isInstanceOf(Switched.class);
            stores.change("a", 2);

            assertThatExceptionOfType(DoxException.class)
                    .isThrownBy(() -> hub.sync().receive(sender, onItsWay))
                    .returns(ErrorCode.STORE_NOT_PRIMARY, DoxException::code);

            assertThat(value(stores, Side.HUB)).isEqualTo(2);
            assertThat(hub.sync().conflictCount()).isZero();
            stores.replicate();
            assertThat(value(stores, Side.EDGE)).isEqualTo(2);
        }
    }

    @Test
    void whatWasTakenBeforeTheEmbeddedStoreBecameThePrimary() {
        try (var stores = empty.open().led(Side.HUB)) {
            stores.add("a");
            stores.replicate();
            stores.change("a", 1);
            var edge = stores.pair().edge().sync();
            var hub = stores.pair().hub().sync();
            var place = edge.place(hub.role().storeId()).orElseThrow();
            var onItsWay = hub.feed(place.cursor(), edge.role().storeId(), 10).orElseThrow();
            assertThat(onItsWay.changes()).hasSize(1);
            assertThat(stores.cutover(Side.EDGE, CutoverProgress.NONE)).isInstanceOf(Switched.class);
            stores.change("a", 2);
            stores.replicate();

            edge.take(onItsWay.changes(), new FeedPlace(place.hubId(), onItsWay.cursor()));

            assertThat(value(stores, Side.EDGE)).isEqualTo(2);
            stores.replicate();
            assertThat(value(stores, Side.HUB)).isEqualTo(2);
            assertThat(stores.differences()).isEmpty();
        }
    }

    /** While a row is changed faster than it is sent, each version is made of the one before. */
    @Test
    void aRowThatChangesWhileItIsSentMeetsNobody() {
        try (var stores = empty.open().led(Side.EDGE)) {
            stores.add("a");
            var edge = stores.pair().edge().sync();
            var hub = stores.pair().hub().sync();
            var first = edge.unsent(10);
            hub.receive(edge.role(), first);
            stores.change("a", 1);
            edge.acknowledge(first);
            var second = edge.unsent(10);
            hub.receive(edge.role(), second);

            hub.receive(edge.role(), first); // once more, and late

            edge.acknowledge(second);
            assertThat(edge.unsentBacklog().isEmpty()).isTrue();
            assertThat(value(stores, Side.HUB)).isEqualTo(1);
            assertThat(hub.conflictCount()).isZero();
        }
    }

    private static long value(TestPair stores, Side side) {
        var artifact = stores.pair().store(side).artifacts().find(Id.of("a")).orElseThrow();
        var extras = artifact.extras() == null ? Json.of(Map.of("value", 0)) : artifact.extras();
        return (Long) extras.asObject().get("value");
    }
}
