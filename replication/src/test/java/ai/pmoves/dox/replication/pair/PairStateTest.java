package ai.pmoves.dox.replication.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.pair.PairState.Objection;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairStateTest {
    private static PairState of(@Nullable String edgeSays, long edgeEpoch, @Nullable String hubSays, long hubEpoch) {
        return new PairState(
                new ReplicationRole("edge", edgeSays, edgeEpoch), new ReplicationRole("hub", hubSays, hubEpoch));
    }

    @ParameterizedTest
    @CsvSource({
        "edge, 1, edge, 1, EDGE, true",
        "hub, 4, hub, 4, HUB, true",
        "other, 2, other, 2, ELSEWHERE, true",
        "hub, 2, edge, 1, HUB, false",
        "edge, 1, hub, 2, HUB, false",
        "hub, 2, edge, 3, EDGE, false",
        "edge, 5, hub, 2, EDGE, false",
        "hub, 1, other, 2, ELSEWHERE, false",
        "other, 2, hub, 3, HUB, false",
        "hub, 1, hub, 3, HUB, false",
        ", 0, hub, 3, HUB, false",
        "edge, 1, , 0, EDGE, false",
        ", 0, edge, 1, EDGE, false"
    })
    void theGreaterEpochHolds(
            @Nullable String edgeSays,
            long edgeEpoch,
            @Nullable String hubSays,
            long hubEpoch,
            Primary primary,
            boolean isSettled) {
        var pairState = of(edgeSays, edgeEpoch, hubSays, hubEpoch);
        assertThat(pairState.primary()).isEqualTo(primary);
        assertThat(pairState.isSettled()).isEqualTo(isSettled);
        assertThat(pairState.isNew()).isFalse();
    }

    @Test
    void twoStoresOfNoPairAreNewToEachOther() {
        assertThat(of(null, 0, null, 0).isNew()).isTrue();
        assertThat(of(null, 0, null, 0).isSettled()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // made half, whoever was first
        ", 0, edge, 1, EDGE, false,",
        "edge, 1, , 0, EDGE, false,",
        "hub, 1, , 0, HUB, false,",
        // one more device follows a shared store, as it was told to
        ", 0, hub, 3, HUB, false,",
        ", 0, hub, 3, EDGE, false, HUB_IS_PRIMARY",
        ", 0, other, 1, HUB, false, HUB_OF_ANOTHER",
        ", 0, other, 1, EDGE, false, HUB_OF_ANOTHER",
        // a pair that was made, whatever DB_BACKEND says by now
        "edge, 1, edge, 1, HUB, true,",
        "hub, 2, edge, 1, EDGE, true,",
        "hub, 2, edge, 3, HUB, true,",
        "hub, 1, hub, 3, EDGE, false,",
        "hub, 1, other, 2, HUB, true,",
        "other, 2, hub, 3, HUB, true,",
        // one of the two was restored from a backup
        "edge, 1, hub, 2, EDGE, true,",
        "edge, 3, hub, 2, EDGE, true,",
        "edge, 1, other, 4, EDGE, true,",
        // two that have made themselves primary without knowing each other
        "edge, 1, hub, 2, EDGE, false, HUB_IS_PRIMARY",
        "edge, 2, hub, 1, EDGE, false, HUB_IS_PRIMARY",
        "edge, 1, hub, 1, EDGE, true, HUB_IS_PRIMARY",
        "edge, 1, other, 1, EDGE, false, HUB_OF_ANOTHER",
        // a device of another shared store
        "hub2, 1, hub, 2, HUB, false, EDGE_OF_ANOTHER",
        "hub2, 1, , 0, HUB, false, EDGE_OF_ANOTHER"
    })
    void strangersAreToldFromAPair(
            @Nullable String edgeSays,
            long edgeEpoch,
            @Nullable String hubSays,
            long hubEpoch,
            Primary wanted,
            boolean haveMet,
            @Nullable Objection objection) {
        assertThat(of(edgeSays, edgeEpoch, hubSays, hubEpoch)
                        .objection(wanted, haveMet)
                        .orElse(null))
                .isEqualTo(objection);
    }
}
