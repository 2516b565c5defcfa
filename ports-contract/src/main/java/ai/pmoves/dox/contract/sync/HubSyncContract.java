package ai.pmoves.dox.contract.sync;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static ai.pmoves.dox.contract.sync.ReceptionContract.filename;
import static ai.pmoves.dox.contract.sync.SyncFixture.artifactKey;
import static ai.pmoves.dox.contract.sync.SyncFixture.documentKey;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.Checkpoint;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.ports.sync.HubSync.FeedPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What the feed of every {@link HubSync} does; {@link ReceptionContract} has what becomes of received changes. */
public interface HubSyncContract extends ReceptionContract {

    private FeedPage page(String cursor, int maxRows) {
        return sync().feed(cursor, DEVICE, maxRows).orElseThrow();
    }

    private List<RowChange> feed(String cursor) {
        var changes = new ArrayList<RowChange>();
        var page = page(cursor, 100);
        changes.addAll(page.changes());
        while (!page.isEnd()) {
            page = page(page.cursor(), 100);
            changes.addAll(page.changes());
        }
        return changes;
    }

    private List<RowKey> keys(String cursor) {
        return feed(cursor).stream().map(RowChange::key).toList();
    }

    @Test
    default void theFeedOfAnUnchangedStoreIsEmpty() {
        becomePrimary();
        var end = sync().endOfFeed();
        assertThat(page(end, 10).changes()).isEmpty();
        assertThat(page(end, 10).isEnd()).isTrue();
        assertThat(sync().feedBacklog(end, DEVICE)).isEqualTo(Backlog.EMPTY);
    }

    @Test
    default void theFeedHasWhatChangedSinceInItsOrder() {
        becomePrimary();
        saveArtifact("before", "one");
        var end = sync().endOfFeed();
        saveArtifact("b", "one");
        saveArtifact("a", "one");
        addDocument("d", "b");
        assertThat(feed(end)).containsExactly(stored("b"), stored("a"), latest(documentKey("d")));
        assertThat(sync().feedBacklog(end, DEVICE).rows()).isEqualTo(3);
        assertThat(sync().feedBacklog(end, DEVICE).oldest()).isNotNull();
    }

    private RowChange stored(String artifact) {
        return latest(artifactKey(artifact));
    }

    private RowChange latest(RowKey key) {
        return new RowChange(key, version(key), Version.NONE, find(key).orElse(null));
    }

    @Test
    default void aRowThatChangedOftenIsInTheFeedOnce() {
        becomePrimary();
        var end = sync().endOfFeed();
        saveArtifact("a", "one");
        saveArtifact("b", "one");
        saveArtifact("a", "two");
        assertThat(feed(end)).containsExactly(stored("b"), stored("a"));
    }

    @Test
    default void aRemovedRowIsInTheFeedWithWhatWentWithIt() {
        becomePrimary();
        saveArtifact("a", "one");
        addDocument("d", "a");
        var end = sync().endOfFeed();
        removeArtifact("a");
        assertThat(feed(end)).containsExactlyInAnyOrder(stored("a"), latest(documentKey("d")));
        assertThat(feed(end)).allMatch(RowChange::isRemoval);
    }

    @Test
    default void theFeedIsReadInParts() {
        becomePrimary();
        var cursor = sync().endOfFeed();
        for (var id : List.of("a", "b", "c", "d", "e")) {
            saveArtifact(id, "one");
        }
        var seen = new ArrayList<RowKey>();
        FeedPage page;
        do {
            page = page(cursor, 2);
            assertThat(page.changes()).hasSizeLessThanOrEqualTo(2);
            page.changes().forEach(change -> seen.add(change.key()));
            cursor = page.cursor();
        } while (!page.isEnd());
        assertThat(seen).extracting(RowKey::key).containsExactly("a", "b", "c", "d", "e");
        assertThat(keys(cursor)).isEmpty();
    }

    @Test
    default void aRowThatChangesBetweenTwoPartsComesAgain() {
        becomePrimary();
        var end = sync().endOfFeed();
        saveArtifact("a", "one");
        var first = page(end, 10);
        saveArtifact("a", "two");
        assertThat(feed(first.cursor())).containsExactly(stored("a"));
    }

    @Test
    default void whatAStoreSentItselfIsNotFedBackToIt() {
        becomePrimary();
        var end = sync().endOfFeed();
        receive(change("sent", 1, Version.NONE));
        saveArtifact("a", "one");
        assertThat(keys(end)).containsExactly(artifactKey("a"));
        assertThat(sync().feedBacklog(end, DEVICE).rows()).isEqualTo(1);
        assertThat(sync().feed(end, OTHER_DEVICE, 10).orElseThrow().changes())
                .containsExactly(stored("sent"), stored("a"));
        saveArtifact("sent", "changed here");
        assertThat(keys(end)).containsExactly(artifactKey("a"), artifactKey("sent"));
    }

    @Test
    default void whatCommitsLateIsNotMissed() throws Exception {
        becomePrimary();
        var end = sync().endOfFeed();
        try (var threads = Executors.newSingleThreadExecutor()) {
            try (var slow = OpenUnit.with(store().unitOfWork(), () -> saveArtifact("slow", "one"))) {
                var quick = threads.submit(() -> saveArtifact("quick", "one"));
                giveItTime(quick);
                var meanwhile = page(end, 10);
                slow.commit();
                quick.get();
                var seen = new HashSet<RowKey>();
                meanwhile.changes().forEach(change -> seen.add(change.key()));
                seen.addAll(keys(meanwhile.cursor()));
                assertThat(seen).containsExactlyInAnyOrder(artifactKey("slow"), artifactKey("quick"));
            }
        }
    }

    /** A store that lets one transaction write at a time has the other one wait. */
    private static void giveItTime(Future<?> call) throws Exception {
        try {
            call.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            assertThat(call).isNotDone();
        }
    }

    @Test
    default void whatIsOpenAtTheEndOfTheFeedIsNotMissed() {
        becomePrimary();
        try (var writer = OpenUnit.with(store().unitOfWork(), () -> saveArtifact("open", "one"))) {
            var end = sync().endOfFeed();
            writer.commit();
            assertThat(keys(end)).containsExactly(artifactKey("open"));
        }
    }

    @Test
    default void eachRowComesAsItsVersionHadIt() throws Exception {
        becomePrimary();
        var names = new HashMap<Version, String>();
        try (var threads = Executors.newSingleThreadExecutor()) {
            var end = sync().endOfFeed();
            var writing = threads.submit(() -> {
                for (int i = 0; i < 100; i++) {
                    saveArtifact("a", "name " + i);
                    names.put(version(artifactKey("a")), "name " + i);
                }
            });
            var seen = new ArrayList<RowChange>();
            while (!writing.isDone()) {
                seen.addAll(page(end, 10).changes());
            }
            writing.get();
            assertThat(seen).allSatisfy(change -> assertThat(filename(change)).isEqualTo(names.get(change.version())));
        }
    }

    @Test
    default void aFeedWhoseRemovalsAreForgottenDoesNotGoBackThatFar() {
        becomePrimary();
        var old = sync().endOfFeed();
        saveArtifact("a", "one");
        removeArtifact("a");
        SyncFixture.letTimePass();
        assertThat(sync().forgetRemovals(Duration.ofDays(1))).isZero();
        assertThat(sync().feed(old, DEVICE, 10)).isPresent();
        assertThat(sync().forgetRemovals(Duration.ZERO)).isEqualTo(1);
        assertThat(sync().feed(old, DEVICE, 10)).isEmpty();
        assertThat(sync().versions(List.of(artifactKey("a")))).isEmpty();
        assertThat(keys(sync().endOfFeed())).isEmpty();
    }

    @Test
    default void aCursorThatNoFeedGaveIsRefused() {
        assertFails(() -> sync().feed("nonsense", DEVICE, 10), ErrorCode.CURSOR_INVALID);
        assertFails(() -> sync().feedBacklog("nonsense", DEVICE), ErrorCode.CURSOR_INVALID);
    }

    /** A store may have every change of the feed and apply them in its order, as a copy of the rows. */
    @Test
    default void theRowsAndTheFeedTogetherMissNothing() {
        becomePrimary();
        saveArtifact("kept", "one");
        saveArtifact("changed", "one");
        saveArtifact("removed", "one");
        var end = sync().endOfFeed();
        Map<RowKey, String> copy = new HashMap<>();
        store().rows()
                .scan(artifactKey("").table(), row -> copy.put(artifactKey(row.id()), row.value("filename") + ""));
        saveArtifact("changed", "two");
        removeArtifact("removed");
        saveArtifact("added", "one");
        for (var change : feed(end)) {
            if (change.isRemoval()) {
                copy.remove(change.key());
            } else {
                copy.put(change.key(), filename(change));
            }
        }
        assertThat(copy)
                .isEqualTo(Map.of(
                        artifactKey("kept"), "one",
                        artifactKey("changed"), "two",
                        artifactKey("added"), "one"));
    }

    @Test
    default void removalsAreCountedByTable() {
        becomePrimary();
        saveArtifact("a", "one");
        addDocument("d", "a");
        saveArtifact("kept", "one");
        var end = sync().endOfFeed();
        assertThat(sync().feedRemovals(end, DEVICE)).isEmpty();
        removeArtifact("a");
        assertThat(sync().feedRemovals(end, DEVICE))
                .isEqualTo(Map.of(StoreTable.ARTIFACTS, 1L, StoreTable.DOCUMENTS, 1L));
        assertThat(sync().feedRemovals(end, storeId())).isEmpty();
    }

    @Test
    default void theLastMarkOfEachDeviceIsKept() {
        assertThat(sync().checkpoint(DEVICE)).isEmpty();
        assertThat(sync().devices()).isEmpty();
        sync().noteDevice(new DeviceReport(DEVICE, "laptop", "off", 3, Instant.EPOCH), new Checkpoint(1, "one"));
        sync().noteDevice(new DeviceReport(OTHER_DEVICE, "phone", "off", 0, Instant.EPOCH), new Checkpoint(9, "nine"));
        SyncFixture.letTimePass();
        sync().noteDevice(new DeviceReport(DEVICE, "laptop", "queue", 4, Instant.EPOCH), new Checkpoint(2, "two"));
        assertThat(sync().checkpoint(DEVICE)).contains(new Checkpoint(2, "two"));
        assertThat(sync().checkpoint(OTHER_DEVICE)).contains(new Checkpoint(9, "nine"));
        assertThat(sync().devices()).extracting(DeviceReport::name).containsExactly("laptop", "phone");
        assertThat(sync().devices().getFirst()).satisfies(device -> {
            assertThat(device.offlineMode()).isEqualTo("queue");
            assertThat(device.unsentRows()).isEqualTo(4);
            assertThat(device.seenAt()).isAfter(Instant.EPOCH);
        });
        assertThat(sync().forgetDevice(DEVICE)).isTrue();
        assertThat(sync().forgetDevice(DEVICE)).isFalse();
        assertThat(sync().checkpoint(DEVICE)).isEmpty();
    }
}
