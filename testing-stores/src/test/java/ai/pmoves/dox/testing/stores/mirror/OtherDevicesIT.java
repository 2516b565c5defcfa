package ai.pmoves.dox.testing.stores.mirror;

import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifact;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Refused;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a second device when the first one's file becomes the primary. */
@SeparateServer
class OtherDevicesIT {
    private final Path folder;

    @AutoClose
    private final TwoStores stores;

    OtherDevicesIT(@TempDir Path folder) {
        this.folder = folder;
        stores = new TwoStores(folder);
    }

    private MirroredStore keep(String file, String name) {
        var options = new PairOptions(true, OfflineMode.QUEUE, 0).withDeviceName(name);
        var device = stores.open(folder.resolve(file), options);
        device.keep(Duration.ofDays(30), Clock.systemUTC());
        return device;
    }

    @Test
    void aDeviceThatWouldHaveNoWriterIsNamedBeforeACutover() {
        try (var one = keep("db.sqlite3", "laptop-a");
                var other = keep("other.sqlite3", "laptop-b")) {
            other.artifacts().add(artifact("a"));
            Eventually.await("both report themselves")
                    .until(() -> stores.hub().sync().devices().size() == 2);
            Eventually.await("the first one has taken all").until(() -> stores.edge()
                    .store()
                    .artifacts()
                    .find(artifact("a").id())
                    .isPresent());
            var pair = new Pair(stores.edge(), stores.hub());
            var journal = new Journal(Clock.systemUTC(), "a test");
            var refused = new Cutover(pair, journal, CutoverOptions.DEFAULT).to(Side.EDGE, CutoverProgress.NONE);
            assertThat(((Refused) refused).reasons())
                    .singleElement()
                    .asString()
                    .contains(
                            "1 other devices write to the shared store",
                            "laptop-b (offline mode queue, 0 rows waited there",
                            "LEAVE_DEVICES")
                    .doesNotContain("laptop-a");
            var options = CutoverOptions.DEFAULT.withLeavesDevices(true);
            assertThat(new Cutover(pair, journal, options).to(Side.EDGE, CutoverProgress.NONE))
                    .isInstanceOf(Switched.class);
            Eventually.await("the other device says that it takes no writes")
                    .until(() -> other.writeRefusal().isPresent());
            assertThat(one.writeRefusal()).isEmpty();
        }
    }
}
