package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.Originals.Undisturbed;
import ai.pmoves.dox.bench.interruptions.fault.FaultInjector;
import ai.pmoves.dox.bench.interruptions.fault.FaultKind;
import ai.pmoves.dox.bench.interruptions.fault.TestEnvironment;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/** One copy into a shared store that is interrupted as planned, and gone on with until it is done. */
final class Run {
    private final TestEnvironment ground;
    private final Plan plan;
    private final Undisturbed undisturbed;

    Run(TestEnvironment ground, Originals originals, Plan plan) {
        this.ground = ground;
        this.plan = plan;
        this.undisturbed = originals.undisturbed(plan.file());
    }

    /**
     * Runs it.
     *
     * @return how often it was interrupted; not at all if the copy was over before
     * @throws IllegalStateException if the result is not that of a copy which nothing interrupted
     */
    int go() throws SQLException, IOException, InterruptedException {
        return plan.way() == FaultKind.PROCESS_OF_SQLITE_KILLED
                ? new EmbeddedRun(ground, undisturbed, plan).go()
                : goShared();
    }

    private int goShared() throws SQLException, IOException, InterruptedException {
        var database = ground.createDatabase();
        try (var proxy = ground.proxy(plan.isPooled());
                var disturbance = new FaultInjector(ground, proxy, database, plan)) {
            var config = SupabaseConfig.of(proxy.url(database));
            var rejects = plan.way().isOfProcess()
                    ? killed(disturbance, proxy, database)
                    : disturbed(disturbance, proxy, config);
            disturbance.awaitMended();
            proxy.restore();
            var compared = new Copy(undisturbed.file(), plan.batchSize(), new CollectedRejects());
            require(onceReached(() -> compared.differences(config)), "differ");
            require(
                    StoredState.ofPostgres(database).differencesTo(undisturbed.postgres()),
                    "are not as they should be");
            requireSame(rejects);
            return disturbance.count();
        } finally {
            ground.dropDatabase(database);
        }
    }

    private void require(List<?> found, String what) {
        if (!found.isEmpty()) {
            throw new IllegalStateException(
                    "%d rows or tables %s, first: %s".formatted(found.size(), what, found.getFirst()));
        }
    }

    private void requireSame(Set<String> rejects) {
        if (!rejects.equals(undisturbed.rejects().rows())) {
            throw new IllegalStateException(
                    "rows were taken down that should not have been, or the other way round: %s".formatted(rejects));
        }
    }

    /** A copy in this process: it gives up and is run again, or waits. */
    private Set<String> disturbed(FaultInjector disturbance, CutOffProxy proxy, SupabaseConfig config)
            throws InterruptedException {
        var rejects = new CollectedRejects();
        var copy = new Copy(undisturbed.file(), plan.batchSize(), rejects);
        boolean isDone = false;
        for (int i = 0; i < plan.times() && !isDone; i++) {
            disturbance.arm(undisturbed.commits(), undisturbed.bytes());
            isDone = isDone(copy, config, plan.isPatient() ? Copy.PATIENT : Duration.ZERO);
            disturbance.awaitMended();
        }
        proxy.restore();
        if (!isDone) {
            onceReached(() -> {
                copy.into(config, Copy.PATIENT);
                return true;
            });
        }
        return rejects.rows();
    }

    private static boolean isDone(Copy copy, SupabaseConfig config, Duration timeout) {
        try {
            copy.into(config, timeout);
            return true;
        } catch (DoxException e) {
            if (!isUnavailable(e)) {
                throw e;
            }
            return false;
        }
    }

    /** A pooler may still believe that its server is away, and a busy machine may be slow to connect. */
    private static <T> T onceReached(Callable<T> work) {
        return Eventually.await("the database is reached")
                .ignoreExceptionsMatching(e -> e instanceof DoxException failure && isUnavailable(failure))
                .until(work, Objects::nonNull);
    }

    private static boolean isUnavailable(DoxException failure) {
        return failure.kind() == FailureKind.UNAVAILABLE;
    }

    /** A copy by the command, in a process that is killed. */
    private Set<String> killed(FaultInjector disturbance, CutOffProxy proxy, String database)
            throws IOException, InterruptedException {
        var home = Files.createDirectories(ground.folder().resolve("home-" + plan.seed()));
        var command = new Command(home, undisturbed.file(), plan.batchSize()).withDatabase(proxy.url(database));
        for (int i = 0; i < plan.times(); i++) {
            var copy = command.start();
            disturbance.arm(undisturbed.commits(), undisturbed.bytes(), copy::destroyForcibly);
            if (!command.isUnfinished(copy, plan.file().exitCode())) {
                break;
            }
        }
        proxy.restore();
        command.finish(plan.file().exitCode());
        return command.rejects();
    }
}
