package ai.pmoves.dox.application.sync;

import ai.pmoves.dox.application.support.Rows;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.sync.SyncEvent;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** How the stores of a device and its hub change places in tests. */
final class Cutovers {
    static final CutoverOptions IMPATIENT =
            CutoverOptions.DEFAULT.withHoldPatience(Duration.ofMillis(500)).withLongestHold(Duration.ofSeconds(20));

    private Cutovers() {}

    static CutoverOutcome to(Device device, Side next) {
        return to(device, next, IMPATIENT, CutoverProgress.NONE);
    }

    static CutoverOutcome to(Device device, Side next, CutoverProgress progress) {
        return to(device, next, IMPATIENT, progress);
    }

    static CutoverOutcome to(Device device, Side next, CutoverOptions options, CutoverProgress progress) {
        return new Cutover(device.pair(), Switches.journal(), options).to(next, progress);
    }

    /** A progress that does something after a step. */
    static CutoverProgress after(CutoverStep step, Runnable action) {
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
    static boolean finish(Device device) {
        return new FinishSwitch(new Pair(device.openEdge(), device.openHub()), Switches.journal()).run();
    }

    /** The sides that take writes. */
    static List<Side> primaries(Device device) {
        return Stream.of(Side.values())
                .filter(side -> device.direct().sync(side).standing().isPrimary())
                .toList();
    }

    /** The steps that both stores have recorded, the newest first. */
    static List<String> recorded(Device device) {
        return Journal.history(device.direct().syncs(), 100).stream()
                .map(SyncEvent::step)
                .toList();
    }

    /** Adds a row to the primary. */
    static void add(Device device, String id) {
        var pair = device.direct();
        pair.store(pair.primary().orElseThrow()).artifacts().add(Rows.artifact(id));
    }

    /** Changes a row of the primary. */
    static void rename(Device device, String id, String name) {
        var pair = device.direct();
        Rows.rename(pair.store(pair.primary().orElseThrow()), id, name);
    }

    static boolean has(Device device, Side side, String id) {
        return device.direct().store(side).artifacts().find(Id.of(id)).isPresent();
    }
}
