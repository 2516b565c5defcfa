package ai.pmoves.dox.replication.changes;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.support.Crash;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.MadeVersions;
import ai.pmoves.dox.testing.embedded.Line;
import ai.pmoves.dox.testing.embedded.Rows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Devices and their hub change the same few rows, while what brings them over is interrupted at any call, comes again,
 * and comes late. In the end all have the same, and nothing that was written has come to nothing. The order of events
 * is a seed's.
 */
class RandomOrdersTest {
    private static final int STEPS = 80;
    private static final int ARTIFACTS = 3;
    private static final int DOCUMENTS = 4;
    private static final int LOGS = 5;
    private static final int CALLS = 14;

    @RegisterExtension
    private final Devices devices = new Devices();

    private final MadeVersions made = new MadeVersions(keys());
    private final List<Post> posts = new ArrayList<>();
    private List<Device> followers = List.of();

    /** What a device has sent, or was about to. */
    private record Post(Device device, List<RowChange> changes) {}

    private static Set<RowKey> keys() {
        var keys = new HashSet<RowKey>();
        for (int i = 0; i < Math.max(Math.max(ARTIFACTS, DOCUMENTS), LOGS); i++) {
            keys.add(Rows.artifactKey("a" + i));
            keys.add(Rows.documentKey("d" + i));
            keys.add(Rows.logKey("l" + i));
        }
        return keys;
    }

    @BeforeEach
    void open() {
        devices.hub().identify("h"); // so that a seed decides all of it
        followers = List.of(devices.device(), devices.device());
        for (int i = 0; i < followers.size(); i++) {
            followers.get(i).embedded().identify("device" + i);
            followers.get(i).follows();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void allComesToOneEndAndNothingIsLost(long seed) {
        var random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            step(random);
        }
        devices.hub().releaseFeed();
        for (int round = 0; round < 2; round++) {
            followers.forEach(Device::replicate);
        }
        for (var device : followers) {
            devices.assertSame(device);
            assertThat(device.sync().deadLetters(10)).isEmpty();
            assertThat(device.sync().unsentBacklog().isEmpty()).isTrue();
        }
        assertThat(made.count()).isPositive();
        assertThat(made.lost(devices.hub().direct().sync())).isEmpty();
    }

    private void step(Random random) {
        var device = followers.get(random.nextInt(followers.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 ->
                made.note(device.store(), device.sync(), () -> device.offline(() -> write(device.store(), random)));
            case 4, 5 ->
                made.note(devices.shared(), devices.hub().direct().sync(), () -> write(devices.shared(), random));
            case 6, 7, 8 -> {
                posts.add(new Post(device, device.sync().unsent(10)));
                interrupted(device, random, () -> new PushChanges(device.edge()).some(device.hub()));
            }
            case 9, 10 -> interrupted(device, random, () -> new PullChanges(device.edge()).some(device.hub()));
            default -> {
                if (random.nextBoolean()) {
                    comeAgain(random);
                } else if (random.nextBoolean()) {
                    devices.hub().holdFeed();
                } else {
                    devices.hub().releaseFeed();
                }
            }
        }
    }

    private void comeAgain(Random random) {
        if (!posts.isEmpty()) {
            var post = posts.get(random.nextInt(posts.size()));
            devices.hub().direct().sync().receive(post.device().sync().role(), post.changes());
        }
    }

    /** Does something that a cut line or the end of the process may end at any call. */
    private static void interrupted(Device device, Random random, Runnable work) {
        var line = device.lines().get(random.nextInt(2));
        switch (random.nextInt(5)) {
            case 0 -> line.cutBeforeCommit();
            case 1 -> line.cutAfterCommit();
            case 2 -> Crash.start(random.nextInt(CALLS), device);
            default -> {}
        }
        try {
            Crash.isEnded(device, work);
        } catch (DoxException e) {
            assertThat(e.code().isOfStoreAway()).as(e.getMessage()).isTrue();
        } finally {
            device.lines().forEach(Line::restore);
        }
    }

    /** Adds a row, changes it, or removes it with those below it. */
    private static void write(Store store, Random random) {
        switch (random.nextInt(3)) {
            case 0 -> writeArtifact(store, "a" + random.nextInt(ARTIFACTS), random);
            case 1 -> writeDocument(store, "d" + random.nextInt(DOCUMENTS), random);
            default -> addLog(store, "l" + random.nextInt(LOGS), "d" + random.nextInt(DOCUMENTS));
        }
    }

    private static void writeArtifact(Store store, String id, Random random) {
        if (!Rows.exists(store, StoreTable.ARTIFACTS, id)) {
            store.artifacts().add(Rows.artifact(id, "name " + random.nextInt(1_000)));
        } else if (random.nextInt(3) == 0) {
            store.artifacts().remove(Id.of(id));
        } else {
            Rows.rename(store, id, "name " + random.nextInt(1_000));
        }
    }

    private static void writeDocument(Store store, String id, Random random) {
        var artifactId = "a" + random.nextInt(ARTIFACTS);
        if (!Rows.exists(store, StoreTable.DOCUMENTS, id)) {
            var parent = Rows.exists(store, StoreTable.ARTIFACTS, artifactId) ? artifactId : null;
            store.documents().add(Rows.document(id, parent));
        } else if (random.nextInt(3) == 0) {
            store.documents().remove(Id.of(id));
        } else {
            Rows.retitle(store, id, "title " + random.nextInt(1_000));
        }
    }

    private static void addLog(Store store, String id, String documentId) {
        if (Rows.exists(store, StoreTable.DOCUMENTS, documentId) && !Rows.exists(store, StoreTable.LOG_ENTRIES, id)) {
            store.logs().addAll(List.of(Rows.log(id, documentId)));
        }
    }
}
