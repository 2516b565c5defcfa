package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.Originals.Undisturbed;
import ai.pmoves.dox.bench.interruptions.fault.Planned;
import ai.pmoves.dox.bench.interruptions.fault.TestEnvironment;
import ai.pmoves.dox.testing.postgres.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Random;

/** One copy into an embedded store by a process that is killed, and gone on with until it is done. */
final class EmbeddedRun {
    private final Plan plan;
    private final Undisturbed undisturbed;
    private final TestEnvironment ground;
    private final Random random;

    EmbeddedRun(TestEnvironment ground, Undisturbed undisturbed, Plan plan) {
        this.ground = ground;
        this.plan = plan;
        this.undisturbed = undisturbed;
        this.random = Planned.random(plan.seed() + 1_000_000);
    }

    /** @see Run#go */
    int go() throws SQLException, IOException, InterruptedException {
        var home = Files.createDirectories(ground.folder().resolve("home-" + plan.seed()));
        var target = home.resolve("copy.sqlite3");
        var command = new Command(home, undisturbed.file(), plan.batchSize()).withTarget(target);
        int interruptions = 0;
        for (int i = 0; i < plan.times(); i++) {
            var copy = command.start();
            Eventually.await("the copy has begun").until(() -> !copy.isAlive() || Files.exists(target));
            Thread.sleep(random.nextInt(2 * undisturbed.milliseconds()));
            interruptions += copy.isAlive() ? 1 : 0;
            copy.destroyForcibly();
            if (!command.isUnfinished(copy, plan.file().exitCode())) {
                break;
            }
        }
        command.finish(plan.file().exitCode());
        var differences = StoredState.ofSqlite(target).differencesTo(undisturbed.sqlite());
        if (!differences.isEmpty()) {
            throw new IllegalStateException("tables are not as they should be: " + differences);
        }
        if (!command.rejects().equals(undisturbed.rejects().rows())) {
            throw new IllegalStateException("the reject file has other rows than it should: " + command.rejects());
        }
        return interruptions;
    }
}
