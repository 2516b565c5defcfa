package ai.pmoves.dox.testing.stores.mirror;

import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifact;
import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifacts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Primary;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is in a pair with whom, and who is its primary. */
@SeparateServer
class PairingIT {
    private static final PairOptions EDGE_FIRST = PairOptions.plain(false);
    private static final PairOptions HUB_FIRST = PairOptions.plain(true);

    private final Path folder;

    @AutoClose
    private final TwoStores stores;

    PairingIT(@TempDir Path folder) {
        this.folder = folder;
        stores = new TwoStores(folder);
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, Remedy remedy, String... parts) {
        assertFails(call, code, parts);
        assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.remedy())
                .contains(remedy));
    }

    private static void assertFails(ThrowingCallable call, ErrorCode code, String... parts) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(code))
                .satisfies(
                        e -> assertThat(parts).allSatisfy(part -> assertThat(e).hasMessageContaining(part)));
    }

    private static void awaitProblem(MirroredStore pair, String named) {
        awaitByLooking(
                pair,
                "the problem names " + named,
                () -> pair.status().hubProblem().orElseThrow().text().contains(named));
    }

    /** Nothing looks by itself where the pair is not kept. */
    private static void awaitByLooking(MirroredStore pair, String what, BooleanSupplier condition) {
        Eventually.await(what).until(() -> {
            pair.refresh();
            return condition.getAsBoolean();
        });
    }

    @Test
    void ofANewPairTheOneThatIsNamedIsThePrimary() {
        try (var pair = stores.open(EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.EDGE);
        }
        var edge = stores.edge().sync().role();
        var hub = stores.hub().sync().role();
        assertThat(edge.isPrimary()).isTrue();
        assertThat(hub.primaryId()).isEqualTo(edge.storeId());
        assertThat(edge.epoch()).isEqualTo(1);
        assertThat(hub.epoch()).isEqualTo(1);
        assertThat(stores.edge().sync().place(hub.storeId())).isPresent();
    }

    @Test
    void ofAPairThatWasMadeTheStoresKnow() {
        stores.open(HUB_FIRST).close();
        try (var pair = stores.open(EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
            pair.artifacts().add(artifact("a1"));
        }
        assertThat(artifacts(stores.hub().store())).containsExactly("a1");
        stores.switchTo(stores.edge().sync());
        try (var pair = stores.open(HUB_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.EDGE);
        }
    }

    @Test
    void aPairThatWasMadeHalfIsMadeWhole() {
        var edgeId = stores.edge().sync().role().storeId();
        TwoStores.advance(stores.hub().sync(), edgeId, 1);
        stores.open(EDGE_FIRST).close();
        assertThat(stores.edge().sync().role().isPrimary()).isTrue();
    }

    @Test
    void aSwitchThatWasHalfDoneIsFinishedAtTheStart() {
        stores.open(EDGE_FIRST).close();
        stores.stepDown(stores.hub().sync());
        try (var pair = stores.open(EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
            assertThat(stores.hub().sync().role().isPrimary()).isTrue();
        }
    }

    @Test
    void aStoreThatWasRestoredFromABackupTakesOverWhatTheOtherKnows() {
        stores.open(EDGE_FIRST).close();
        TwoStores.advance(stores.hub().sync(), stores.hub().sync().role().storeId(), 2);
        assertThat(stores.edge().sync().role().isPrimary()).isTrue(); // as both are
        try (var pair = stores.open(EDGE_FIRST)) {
            assertThat(pair.status().primary()).isEqualTo(Primary.HUB);
        }
        assertThat(stores.edge().sync().role().isPrimary()).isFalse();
    }

    @Test
    void aSharedStoreIsTheSecondaryOfOneDeviceOnly() {
        stores.open(EDGE_FIRST).close();
        var first = stores.edge().sync().role().storeId();
        var other = folder.resolve("other.sqlite3");
        assertFails(
                () -> stores.open(other, EDGE_FIRST),
                ErrorCode.CONFIG_INVALID,
                Remedy.FREE_HUB,
                first,
                other.toString());
        assertFails(() -> stores.open(other, HUB_FIRST), ErrorCode.CONFIG_INVALID, first);
    }

    @Test
    void manyDevicesFollowOneSharedStore() {
        try (var one = stores.open(HUB_FIRST);
                var other = stores.open(folder.resolve("other.sqlite3"), HUB_FIRST)) {
            one.artifacts().add(artifact("a1"));
            assertThat(artifacts(other)).containsExactly("a1");
            other.artifacts().add(artifact("a2"));
            assertThat(artifacts(one)).containsExactly("a1", "a2");
        }
    }

    @Test
    void whenOneOfManyDevicesBecomesThePrimaryTheOthersOnlyReadUntilTheSharedStoreIsAgain() {
        try (var one = stores.open(HUB_FIRST);
                var other = stores.open(folder.resolve("other.sqlite3"), HUB_FIRST)) {
            stores.switchTo(stores.edge().sync());
            one.artifacts().add(artifact("a1"));
            assertFails(() -> other.artifacts().add(artifact("a2")), ErrorCode.STORE_NOT_PRIMARY);
            assertThat(other.status().primary()).isEqualTo(Primary.ELSEWHERE);
            stores.switchTo(stores.hub().sync());
            other.refresh();
            other.artifacts().add(artifact("a3"));
            assertThat(other.edge().sync().role().epoch()).isEqualTo(3);
        }
        assertThat(artifacts(stores.hub().store())).containsExactly("a3");
    }

    @Test
    void aFileWithRowsOfItsOwnDoesNotBecomeACopy() {
        stores.edge().store().artifacts().add(artifact("a1"));
        assertFails(
                () -> stores.open(HUB_FIRST), ErrorCode.PAIR_REFUSED, Remedy.MAKE_EDGE_PRIMARY, "db.sqlite3", "has 1");
        assertThat(stores.edge().sync().role().isPaired()).isFalse();
        assertThat(stores.hub().sync().role().isPaired()).isFalse();
    }

    @Test
    void aDeviceThatWritesByItselfIsNotPairedWithASharedStoreThatDoes() {
        stores.open(HUB_FIRST).close();
        assertFails(
                () -> stores.open(folder.resolve("other.sqlite3"), EDGE_FIRST),
                ErrorCode.CONFIG_INVALID,
                Remedy.FOLLOW_HUB);
    }

    @Test
    void aDeviceOfAnotherSharedStoreIsToldSo() {
        TwoStores.advance(stores.edge().sync(), "another", 1);
        assertFails(() -> stores.open(HUB_FIRST), ErrorCode.CONFIG_INVALID, Remedy.NAME_PAIRED_STORES, "db.sqlite3");
    }

    @Test
    void withoutTheSharedStoreADeviceThatWritesBeginsAndIsJoinedLater() {
        stores.line().cut();
        try (var pair = stores.open(EDGE_FIRST)) {
            pair.artifacts().add(artifact("a1"));
            assertThat(pair.hub()).isEmpty();
            assertThat(pair.status().hubProblem()).isPresent();
            assertThat(pair.health().isAvailable()).isTrue();
            assertThat(pair.health().warnings()).anyMatch(warning -> warning.contains("the shared store"));
            assertThat(stores.edge().sync().unsentBacklog().rows()).isEqualTo(1);

            stores.line().restore();
            awaitByLooking(pair, "the shared store is joined", () -> pair.hub().isPresent());
            assertThat(pair.status().hubProblem()).isEmpty();
            assertThat(stores.hub().sync().role().primaryId())
                    .isEqualTo(stores.edge().sync().role().storeId());
        }
    }

    @Test
    void aSharedStoreThatTurnsOutToBeAnothersStaysUnusedAndSaysWhy() {
        stores.open(EDGE_FIRST).close();
        stores.line().cut();
        try (var pair = stores.open(folder.resolve("other.sqlite3"), EDGE_FIRST)) {
            stores.line().restore();
            var first = stores.edge().sync().role().storeId();
            awaitProblem(pair, first);
            pair.artifacts().add(artifact("a1"));
            assertThat(pair.hub()).isEmpty();
        }
    }

    @Test
    void withoutTheSharedStoreNothingBeginsThatNeedsIt() {
        stores.line().cut();
        assertFails(() -> stores.open(HUB_FIRST), ErrorCode.STORE_UNAVAILABLE);
        var offline = new PairOptions(true, OfflineMode.QUEUE, 0);
        assertFails(() -> stores.open(offline), ErrorCode.STORE_UNAVAILABLE); // there is no copy yet
        assertThat(stores.edge().sync().role().isPaired()).isFalse();
    }

    @Test
    void theSharedStoresModelIsAgreedOnWhoeverThePrimaryIs() {
        var model = new ModelId("one", "r1", 384);
        var another = new ModelId("another", "r1", 384);
        try (var pair = stores.open(EDGE_FIRST)) {
            pair.chunks().useModel(model);
        }
        try (var pair = stores.open(EDGE_FIRST)) {
            assertFails(() -> pair.chunks().useModel(another), ErrorCode.MODEL_MISMATCH);
            pair.chunks().useModel(model);
            pair.refresh();
        }
        stores.line().cut();
        try (var pair = stores.open(EDGE_FIRST)) {
            pair.chunks().useModel(another);
            stores.line().restore();
            awaitProblem(pair, "another");
            assertThat(pair.hub()).isEmpty();
        }
    }

    @Test
    void aSecondaryThatIsOpenedAloneIsReadAndSaysWhatToDoAboutWriting() {
        stores.open(EDGE_FIRST).close();
        assertThat(artifacts(stores.hub().store())).isEmpty();
        assertFails(
                () -> stores.hub().store().artifacts().add(artifact("a1")),
                ErrorCode.STORE_NOT_PRIMARY,
                Remedy.USE_PRIMARY);
    }
}
