package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.Ground.Undisturbed;
import ai.pmoves.dox.bench.interruptions.Plan.Moment;
import ai.pmoves.dox.bench.interruptions.Plan.Way;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.testing.postgres.CutOffProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One copy into a shared store that is interrupted as planned, and gone on with until it is done. */
final class Run {
    private static final int ATTEMPTS = 20;
    private static final int LONGEST_OUTAGE_MILLIS = 300;
    private static final int LONGEST_SILENCE_MILLIS = 3_000; // longer than a store waits for an answer

    private final Ground ground;
    private final Plan plan;
    private final Undisturbed undisturbed;
    private final Random random;
    private final AtomicInteger interruptions = new AtomicInteger();
    private final List<Thread> mending = new ArrayList<>();

    Run(Ground ground, Plan plan) {
        this.ground = ground;
        this.plan = plan;
        this.undisturbed = ground.undisturbed(plan.file());
        this.random = Plan.random(plan.seed() + 1_000_000);
    }

    /**
     * Runs it.
     *
     * @return how often it was interrupted; not at all if the copy was over before
     * @throws IllegalStateException if the result is not that of a copy which nothing interrupted
     */
    int go() throws SQLException, IOException, InterruptedException {
        return plan.way() == Way.PROCESS_OF_SQLITE_KILLED ? new EmbeddedRun(ground, plan).go() : goShared();
    }

    private int goShared() throws SQLException, IOException, InterruptedException {
        var database = ground.createDatabase();
        try (var proxy = ground.proxy(plan.isPooled())) {
            var config = SupabaseConfig.of(proxy.url(database));
            var rejects = plan.way().isOfProcess() ? killed(proxy, database) : disturbed(proxy, database, config);
            awaitMended();
            proxy.restore();
            require(
                    new Copy(undisturbed.file(), plan.batchSize(), new CollectedRejects()).differences(config),
                    "differ");
            require(
                    StoredState.ofPostgres(database).differencesTo(undisturbed.postgres()),
                    "are not as they should be");
            requireSame(rejects);
            return interruptions.get();
        } finally {
            awaitMended();
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
    private Set<String> disturbed(CutOffProxy proxy, String database, SupabaseConfig config)
            throws InterruptedException {
        var rejects = new CollectedRejects();
        var copy = new Copy(undisturbed.file(), plan.batchSize(), rejects);
        boolean isDone = false;
        for (int i = 0; i < plan.times() && !isDone; i++) {
            arm(proxy, () -> disturb(proxy, database));
            isDone = isDone(copy, config, plan.isPatient() ? Copy.PATIENT : Duration.ZERO);
            awaitMended();
        }
        proxy.restore();
        if (!isDone) {
            finish(copy, config);
        }
        return rejects.rows();
    }

    private static boolean isDone(Copy copy, SupabaseConfig config, Duration patience) {
        try {
            copy.into(config, patience);
            return true;
        } catch (DoxException e) {
            if (e.kind() != FailureKind.UNAVAILABLE) {
                throw e;
            }
            return false;
        }
    }

    /** A pooler may still believe that its server is away, and a busy machine may be slow to connect. */
    private static void finish(Copy copy, SupabaseConfig config) throws InterruptedException {
        for (int i = 1; ; i++) {
            try {
                copy.into(config, Copy.PATIENT);
                return;
            } catch (DoxException e) {
                if (e.kind() != FailureKind.UNAVAILABLE || i == ATTEMPTS) {
                    throw e;
                }
                Thread.sleep(Command.PAUSE_MILLIS);
            }
        }
    }

    /** Sets the trap at a moment somewhere on the way. */
    private void arm(CutOffProxy proxy, Runnable action) {
        Runnable counted = () -> {
            interruptions.incrementAndGet();
            action.run();
        };
        int commit = 1 + random.nextInt(undisturbed.commits());
        switch (plan.moment()) {
            case IN_BATCH -> proxy.afterBytes(1 + random.nextInt(undisturbed.bytes()), counted);
            case BEFORE_COMMIT -> proxy.beforeCommit(commit, counted);
            case AFTER_COMMIT -> proxy.afterCommit(commit, counted);
        }
    }

    /** On the thread that holds the connection; whatever was done is put right a moment later by another one. */
    private void disturb(CutOffProxy proxy, String database) {
        int outage = random.nextInt(LONGEST_OUTAGE_MILLIS);
        int silence = random.nextInt(LONGEST_SILENCE_MILLIS);
        switch (plan.way()) {
            case LINE_CUT -> {
                proxy.cut();
                mend(outage, proxy::restore);
            }
            case LINE_STALLED -> {
                proxy.stall();
                boolean isCut = random.nextBoolean();
                mend(silence, () -> {
                    if (isCut) {
                        proxy.cut();
                    }
                    proxy.restore();
                });
            }
            case SESSIONS_ENDED -> ground.endSessions(database);
            case SERVER_KILLED -> {
                ground.server().kill();
                cutAfterCommit(proxy);
                mend(outage, () -> {
                    ground.server().start();
                    proxy.restore();
                });
            }
            case SERVER_RESTARTED -> {
                ground.server().stop();
                cutAfterCommit(proxy);
                mend(outage, () -> {
                    ground.server().start();
                    proxy.restore();
                });
            }
            case SERVER_FROZEN -> {
                ground.server().freeze();
                cutAfterCommit(proxy);
                mend(silence, () -> {
                    ground.server().thaw();
                    proxy.restore();
                });
            }
            case PROCESS_KILLED, PROCESS_OF_SQLITE_KILLED ->
                throw new IllegalStateException("this copy is no process of its own");
        }
    }

    /** The server has answered, and would the copy learn of it, the commit would be none to doubt. */
    private void cutAfterCommit(CutOffProxy proxy) {
        if (plan.moment() == Moment.AFTER_COMMIT) {
            proxy.cut();
        }
    }

    private synchronized void mend(int afterMillis, Runnable action) {
        mending.add(Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(afterMillis);
                action.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void awaitMended() throws InterruptedException {
        List<Thread> threads;
        synchronized (this) {
            threads = List.copyOf(mending);
            mending.clear();
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    /** A copy by the command, in a process that is killed. */
    private Set<String> killed(CutOffProxy proxy, String database) throws IOException, InterruptedException {
        var home = Files.createDirectories(ground.folder().resolve("home-" + plan.seed()));
        var command = new Command(home, undisturbed.file(), plan.batchSize()).withDatabase(proxy.url(database));
        for (int i = 0; i < plan.times(); i++) {
            var copy = command.start();
            arm(proxy, copy::destroyForcibly);
            if (!command.isUnfinished(copy, plan.file().exitCode())) {
                break;
            }
        }
        proxy.restore();
        command.finish(plan.file().exitCode());
        return command.rejects();
    }
}
