package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.FinishCutover;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How the stores of a device and its hub change places in tests. */
public final class Cutovers {
    public static final CutoverOptions IMPATIENT =
            CutoverOptions.DEFAULT.withHoldTimeout(Duration.ofMillis(500)).withLongestHold(Duration.ofSeconds(20));

    private Cutovers() {}

    public static CutoverOutcome to(Device device, Side next) {
        return to(device, next, IMPATIENT, CutoverProgress.NONE);
    }

    public static CutoverOutcome to(Device device, Side next, CutoverProgress progress) {
        return to(device, next, IMPATIENT, progress);
    }

    public static CutoverOutcome to(Device device, Side next, CutoverOptions options, CutoverProgress progress) {
        return new Cutover(device.pair(), PairFixture.journal(), options).to(next, progress);
    }

    /** A progress that does something after a step. */
    public static CutoverProgress after(CutoverStep step, Runnable action) {
        return new CutoverProgress() {
            @Override
            public void done(CutoverStep done) {
                if (done == step) {
                    action.run();
                }
            }
        };
    }

    /** Has a new process finish what is half done; returns whether there was anything. */
    public static boolean finish(Device device) {
        return new FinishCutover(new Pair(device.openEdge(), device.openHub()), PairFixture.journal()).run();
    }

    /** The sides that take writes. */
    public static List<Side> primaries(Device device) {
        return Stream.of(Side.values())
                .filter(side -> device.direct().sync(side).role().isPrimary())
                .toList();
    }

    /** The steps that both stores have recorded, the newest first. */
    public static List<String> recorded(Device device) {
        return Journal.history(device.direct().syncs(), 100).stream()
                .map(SyncEvent::step)
                .toList();
    }

    /** Adds a row to the primary. */
    public static void add(Device device, String id) {
        var pair = device.direct();
        pair.store(pair.primary().orElseThrow()).artifacts().add(Rows.artifact(id));
    }

    /** Changes a row of the primary. */
    public static void rename(Device device, String id, String name) {
        var pair = device.direct();
        Rows.rename(pair.store(pair.primary().orElseThrow()), id, name);
    }

    public static boolean has(Device device, Side side, String id) {
        return device.direct().store(side).artifacts().find(Id.of(id)).isPresent();
    }
}
