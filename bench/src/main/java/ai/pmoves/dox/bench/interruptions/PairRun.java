package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.PairPlan.Lead;
import ai.pmoves.dox.bench.interruptions.fault.Counts;
import ai.pmoves.dox.bench.interruptions.fault.FaultInjector;
import ai.pmoves.dox.bench.interruptions.fault.Planned;
import ai.pmoves.dox.bench.interruptions.fault.TestEnvironment;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.stores.load.ObserverThread;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Random;

/**
 * One pair that is written to, and interrupted as planned: what brings changes over and what writes is one process.
 * {@link PairCheck} tells how it has to be afterwards.
 */
final class PairRun {
    private static final int COMMITS = 20;
    private static final int BYTES = 60_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(4);
    private static final int LONGEST_ABSENCE_MILLIS = 1_500;
    private static final int MOST_WRITTEN = 6_000; // bytes, some twenty for a write

    private final TestEnvironment ground;
    private final PairPlan plan;
    private final Random random;

    PairRun(TestEnvironment ground, PairPlan plan) {
        this.ground = ground;
        this.plan = plan;
        this.random = Planned.random(plan.seed() + 2_000_000);
    }

    /** @throws IllegalStateException if something is not as it should be */
    Counts.Outcome go() throws Exception {
        var folder = Files.createDirectories(ground.folder().resolve("pair-" + plan.seed()));
        var database = ground.createDatabase();
        try (var ends = new PairEnds(new PairSetup(folder, database, plan.lead()));
                var proxy = ground.proxy(plan.isPooled());
                var disturbance = new FaultInjector(ground, proxy, database, plan);
                var ofEdge = ObserverThread.start(ends.pair().edge().store(), true);
                var ofHub = ObserverThread.start(ends.pair().hub().store(), true)) {
            ends.drain(); // which makes them a pair
            var poison = new RejectedRow(ends, plan.lead());
            if (plan.isPoisoned()) {
                poison.plant();
            }
            var late = new LatePost(ends.pair(), poison.keys());
            interrupt(new PairSetup(folder, proxy.url(database), plan.lead()), proxy, disturbance, late);
            var check = new PairCheck(folder, plan.lead(), ends, poison, late);
            check.requireAll(ofEdge, ofHub);
            return new Counts.Outcome(disturbance.count(), check.figures());
        } finally {
            ground.dropDatabase(database);
        }
    }

    private void interrupt(PairSetup setup, CutOffProxy proxy, FaultInjector disturbance, LatePost late)
            throws IOException, InterruptedException {
        if (plan.way().isOfProcess()) {
            kill(setup, proxy, disturbance, late);
        } else {
            disturb(setup, proxy, disturbance, late);
        }
        disturbance.awaitMended();
        proxy.restore();
        late.deliver();
    }

    /** The process is this one. */
    private void disturb(PairSetup setup, CutOffProxy proxy, FaultInjector disturbance, LatePost late)
            throws IOException, InterruptedException {
        try (var work = PairWork.begin(setup, plan.seed())) {
            for (int i = 0; i < PairPlan.TIMES; i++) {
                late.copy();
                disturbance.arm(COMMITS, BYTES);
                disturbance.happen(LONGEST_WAIT);
                late.deliver();
                disturbance.awaitMended();
                proxy.restore();
                if (random.nextBoolean()) { // otherwise the next one comes while this one is not over
                    work.awaitOnline(LONGEST_RECOVERY);
                }
            }
            if (!work.failures().isEmpty()) {
                throw new IllegalStateException(String.join("\n", work.failures()));
            }
        }
    }

    /** The process is another one, which is killed and started again. */
    private void kill(PairSetup setup, CutOffProxy proxy, FaultInjector disturbance, LatePost late)
            throws IOException, InterruptedException {
        for (int i = 0; i < PairPlan.TIMES; i++) {
            late.copy();
            try (var process = PairProcess.start(setup, plan.seed() + i)) {
                if (random.nextInt(4) > 0) { // otherwise it is killed while it starts
                    process.awaitWritten(1 + random.nextInt(MOST_WRITTEN));
                }
                if (plan.lead() == Lead.HUB_OR_QUEUE && random.nextBoolean()) {
                    killOffline(process, proxy, disturbance);
                } else {
                    disturbance.arm(COMMITS, BYTES, process::kill);
                    disturbance.happen(LONGEST_WAIT);
                }
                process.requireKilled();
            }
            late.deliver();
        }
    }

    /** The next process may find the line as it was left. */
    private void killOffline(PairProcess process, CutOffProxy proxy, FaultInjector disturbance)
            throws InterruptedException {
        proxy.cut();
        Thread.sleep(random.nextInt(LONGEST_ABSENCE_MILLIS));
        disturbance.now(process::kill);
        if (random.nextBoolean()) {
            proxy.restore();
        }
    }
}
