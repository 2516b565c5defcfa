package ai.pmoves.dox.testing.stores.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.DeadLetter.Direction;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Ready;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Refused;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Unneeded;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.TableParity;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands in the way of a switch is said, and nothing has changed then. */
@SeparateServer
class CutoverRefusedIT {
    @AutoClose
    private final EmptyStores empty;

    CutoverRefusedIT(@TempDir Path folder) {
        empty = new EmptyStores(folder);
    }

    private static List<String> reasons(CutoverOutcome outcome) {
        assertThat(outcome).isInstanceOf(Refused.class);
        return ((Refused) outcome).reasons().stream().map(ReasonWords.JAVA::of).toList();
    }

    /** Everything is as before, and the attempt is recorded. */
    private static void assertNothingHasChanged(TestPair stores, Side primary) {
        assertThat(stores.primary()).isEqualTo(primary);
        assertThat(stores.pair().syncs())
                .allSatisfy(sync -> assertThat(sync.role().epoch()).isEqualTo(1));
        stores.add("written afterwards");
        assertThat(stores.recorded()).first().isEqualTo("cutover.refused");
    }

    @Test
    void storesThatAreNoPair() {
        try (var stores = empty.open()) {
            assertThat(reasons(stores.cutover(Side.HUB, CutoverProgress.NONE)))
                    .singleElement()
                    .asString()
                    .startsWith("The stores are not kept as one yet. " + Remedy.START_REPLICATION.text());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatIsThePrimaryAlreadyStaysIt(Side primary) {
        try (var stores = empty.open().led(primary)) {
            assertThat(stores.cutover(primary, CutoverProgress.NONE)).isEqualTo(new Unneeded(1));
            assertThat(stores.recorded()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aStoreThatCannotBeReached(Side primary) {
        try (var proxy = empty.line();
                var stores = empty.open(proxy).led(primary)) {
            proxy.cut();

            assertThat(reasons(stores.cutover(primary.other(), CutoverProgress.NONE)))
                    .singleElement()
                    .asString()
                    .startsWith("supabase cannot be reached: ")
                    .endsWith(Remedy.CHECK_STORE.text());

            assertThat(stores.pair().edge().sync().history(1))
                    .singleElement()
                    .satisfies(event -> assertThat(event.step()).isEqualTo("cutover.refused"));
            proxy.restore();
        }
    }

    @Test
    void aSharedStoreThatFollowsAnotherDevice() {
        try (var stores = empty.open().led(Side.HUB)) {
            for (var sync : stores.pair().syncs()) {
                sync.advance(new ReplicationRole(sync.role().storeId(), "another", 2));
            }

            assertThat(reasons(stores.cutover(Side.EDGE, CutoverProgress.NONE)))
                    .containsExactly("The primary of the shared store is another embedded store (another). "
                            + Remedy.PROMOTE_HUB_THERE.text());
        }
    }

    /** The wrong connection string. */
    @Test
    void aSharedStoreOfAnotherPair() {
        try (var stores = empty.open().led(Side.EDGE)) {
            var edge = stores.pair().edge().sync();
            var hub = stores.pair().hub().sync();
            var stranger = PostgresServer.shared().createDatabase(); // one made by the template has its id
            SupabaseStore.migrate(SupabaseConfig.of(stranger));
            try (var others = new TestPair(empty.file().resolveSibling("others.db"), stranger).led(Side.HUB)) {
                var foreign = others.pair().hub();
                foreign.sync()
                        .advance(new ReplicationRole(
                                foreign.sync().role().storeId(),
                                foreign.sync().role().storeId(),
                                9));
                var wrong = new Pair(stores.pair().edge(), foreign);

                for (var side : Side.values()) {
                    var cutover = new Cutover(wrong, TestPair.journal(), CutoverOptions.DEFAULT);
                    assertThat(List.of(
                                    cutover.dryRun(side, CutoverProgress.NONE), cutover.to(side, CutoverProgress.NONE)))
                            .allSatisfy(outcome -> assertThat(reasons(outcome))
                                    .singleElement()
                                    .asString()
                                    .contains("takes writes of its own"));
                }
                assertThat(edge.role().isPrimary()).isTrue();
                assertThat(edge.role().epoch()).isEqualTo(1);
                assertThat(foreign.sync().history(10)).isEmpty();
            }
            PostgresServer.shared().dropDatabase(stranger);
            assertThat(hub.role().epoch()).isEqualTo(1);
        }
    }

    @Test
    void aDeviceThatWasAwayForTooLong() {
        try (var stores = empty.open().led(Side.HUB)) {
            var edge = stores.pair().edge().sync();
            edge.moveTo(new FeedPlace(stores.pair().hub().sync().role().storeId(), "9000000000000:1"));

            assertThat(reasons(stores.cutover(Side.EDGE, CutoverProgress.NONE)))
                    .containsExactly("This device has yet to take over all rows of the shared store. "
                            + Remedy.AWAIT_REPLICATION.text());
            stores.replicate();
            assertThat(stores.cutover(Side.EDGE, CutoverProgress.NONE)).isInstanceOf(Switched.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void allReasonsAreTold(Side primary) {
        try (var stores = empty.open().led(primary)) {
            stores.add("same");
            stores.add("other");
            stores.replicate();
            var secondary = stores.pair().store(primary.other()).rows();
            var row = secondary.find(StoreTable.ARTIFACTS, List.of("other")).getFirst();
            secondary.restore(StoreTable.ARTIFACTS, List.of(row.with("filename", "changed behind its back")));
            for (int i = 0; i < 4; i++) {
                stores.add("waits " + i);
            }
            stores.pair()
                    .edge()
                    .sync()
                    .setAside(Direction.PUSH, new RowKey(StoreTable.ARTIFACTS, "same"), "it is not wanted");

            var reasons = reasons(
                    stores.cutover(primary.other(), TestPair.IMPATIENT.withMaxBacklog(3), CutoverProgress.NONE));

            assertThat(reasons)
                    .containsExactly(
                            "4 rows wait to be brought over, which is too much to begin with (3). "
                                    + Remedy.AWAIT_REPLICATION.text(),
                            "1 changes are set aside, since a store refuses them. " + Remedy.SETTLE_DEAD_LETTERS.text(),
                            "1 rows are not the same in both stores, for example in artifacts 'other'. "
                                    + Remedy.REPAIR_DIFFERENCES.text());
            assertNothingHasChanged(stores, primary);
        }
    }

    /** A row that the other store refuses, and that somebody has given up since. */
    private static void giveUp(TestPair stores, Side primary, String id) {
        stores.add(id);
        stores.replicate();
        stores.change(id, 1);
        var edge = stores.pair().edge().sync();
        var key = new RowKey(StoreTable.ARTIFACTS, id);
        if (primary == Side.EDGE) {
            edge.setAside(Direction.PUSH, key, "it is not wanted");
        } else { // as if it was taken, and refused
            var hub = stores.pair().hub().sync();
            edge.moveTo(new FeedPlace(hub.role().storeId(), hub.endOfFeed()));
            edge.setAside(Direction.PULL, key, "it is not wanted");
        }
        assertThat(edge.drop(List.of(key))).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aDryRunRefusesWhatTheCutoverRefusesBeforeWritesAreHeld(Side primary) {
        try (var stores = empty.open().led(primary)) {
            giveUp(stores, primary, "given up");
            var different = "1 rows are not the same in both stores, for example in artifacts 'given up'. "
                    + Remedy.REPAIR_DIFFERENCES.text();

            var dryRun = stores.dryRun(primary.other());

            assertThat(reasons(dryRun)).containsExactly(different);
            assertThat(((Refused) dryRun).tables())
                    .filteredOn(table -> table.differences() > 0)
                    .singleElement()
                    .satisfies(table -> assertThat(table.table()).isEqualTo(StoreTable.ARTIFACTS));
            assertThat(stores.recorded()).isEmpty();
            var steps = new ArrayList<CutoverStep>();
            assertThat(reasons(stores.cutover(primary.other(), recording(steps))))
                    .containsExactly(different);
            assertThat(steps).doesNotContain(CutoverStep.HELD);
            assertNothingHasChanged(stores, primary);
            assertThat(stores.differencesOfStatus()).isEqualTo(1);
        }
    }

    private static CutoverProgress recording(List<CutoverStep> steps) {
        return new CutoverProgress() {
            @Override
            public void done(CutoverStep step) {
                steps.add(step);
            }
        };
    }

    @ParameterizedTest
    @EnumSource
    void rowsOnTheirWayAreNoDifferences(Side primary) {
        try (var stores = empty.open().led(primary)) {
            stores.add("same");
            stores.replicate();
            stores.change("same", 1);
            for (int i = 0; i < 30; i++) {
                stores.add("waits " + i);
            }

            var dryRun = stores.dryRun(primary.other());

            assertThat(dryRun).isInstanceOfSatisfying(Ready.class, ready -> {
                assertThat(ready.waitingRows()).isEqualTo(31);
                assertThat(ready.tables()).allMatch(TableParity::isEqual);
            });
            assertThat(stores.differences()).hasSize(31); // nothing was brought over
            assertThat(stores.recorded()).isEmpty();
            assertThat(stores.cutover(primary.other(), CutoverProgress.NONE)).isInstanceOf(Switched.class);
            assertThat(stores.differencesOfStatus()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void writersThatDoNotEnd(Side primary) throws Exception {
        try (var stores = empty.open().led(primary);
                var other = empty.open()) {
            stores.add("a");
            var began = new CountDownLatch(1);
            var end = new CountDownLatch(1);
            var writer = Thread.ofPlatform()
                    .unstarted(() -> other.pair().store(primary).unitOfWork().run(() -> {
                        other.add(primary, "under way");
                        began.countDown();
                        await(end);
                    }));

            var outcome = stores.cutover(primary.other(), TestPair.after(CutoverStep.COMPARED, () -> {
                writer.start();
                await(began);
            }));

            end.countDown();
            writer.join();
            assertThat(reasons(outcome))
                    .containsExactly("Writes that are under way have not ended within 0.5 s. "
                            + Remedy.RAISE_HOLD_TIMEOUT.text());
            assertNothingHasChanged(stores, primary);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTakesTooLong(Side primary) {
        try (var stores = empty.open().led(primary)) {
            stores.add("a");
            var options = CutoverOptions.DEFAULT.withLongestHold(Duration.ofMillis(1));

            assertThat(reasons(stores.cutover(primary.other(), options, CutoverProgress.NONE)))
                    .containsExactly(
                            "Bringing over and comparing the last rows takes longer than 0.0 s, for which writes"
                                    + " may be held. " + Remedy.RAISE_LONGEST_HOLD.text());
            assertNothingHasChanged(stores, primary);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRowThatIsChangedBehindBothBacksInTheLastMoment(Side primary) {
        try (var stores = empty.open().led(primary)) {
            stores.add("a");
            var outcome = stores.cutover(primary.other(), TestPair.after(CutoverStep.COMPARED, () -> {
                stores.change("a", 1);
                stores.replicate();
                var secondary = stores.pair().store(primary.other()).rows();
                var row = secondary.find(StoreTable.ARTIFACTS, List.of("a")).getFirst();
                secondary.restore(StoreTable.ARTIFACTS, List.of(row.with("filename", "another")));
            }));

            assertThat(reasons(outcome))
                    .containsExactly("1 rows are not the same in both stores, for example in artifacts 'a'. "
                            + Remedy.REPAIR_DIFFERENCES.text());
            assertNothingHasChanged(stores, primary);
        }
    }

    @Test
    void aRowThatIsWrittenOfflineInTheLastMoment() {
        try (var stores = empty.open().led(Side.HUB)) {
            stores.add("a");
            var edge = stores.pair().edge();
            var outcome = stores.cutover(Side.EDGE, TestPair.after(CutoverStep.HELD, () -> edge.sync()
                    .writingOffline(() -> {
                        edge.store().artifacts().add(TestPair.artifact("written offline"));
                        return 1;
                    })));

            assertThat(reasons(outcome)).containsExactly("Rows were written offline meanwhile; try again.");
            assertNothingHasChanged(stores, Side.HUB);
            assertThat(stores.cutover(Side.EDGE, CutoverProgress.NONE)).isInstanceOf(Switched.class);
            assertThat(stores.pair().hub().store().artifacts().find(Id.of("written offline")))
                    .isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSwitchThatSomebodyElseHasMadeMeanwhile(Side primary) {
        try (var stores = empty.open().led(primary);
                var others = empty.open()) {
            var outcome = stores.cutover(primary.other(), TestPair.after(CutoverStep.COMPARED, () -> assertThat(
                            others.cutover(primary.other(), CutoverProgress.NONE))
                    .isInstanceOf(Switched.class)));

            assertThat(reasons(outcome))
                    .containsExactly("Another cutover was made meanwhile. " + Remedy.SHOW_HISTORY.text());
            assertThat(stores.primary()).isEqualTo(primary.other());
        }
    }

    @ParameterizedTest
    @EnumSource
    void anOldTransactionThatHidesWhatCameAfterIt(Side primary) throws Exception {
        try (var stores = empty.open().led(primary);
                var connection = DriverManager.getConnection(empty.database());
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select pg_current_xact_id()");
            stores.add("a");
            var options = TestPair.IMPATIENT.withLongestHold(Duration.ofMillis(300));

            assertThat(reasons(stores.cutover(primary.other(), options, CutoverProgress.NONE)))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "A transaction that began before keeps the shared store's latest changes from being seen");
            assertNothingHasChanged(stores, primary);

            connection.rollback();
            assertThat(stores.cutover(primary.other(), CutoverProgress.NONE)).isInstanceOf(Switched.class);
            assertThat(stores.differences()).isEmpty();
        }
    }
}
