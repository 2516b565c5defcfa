package ai.pmoves.dox.bench;

import ai.pmoves.dox.bench.interruptions.Interruptions;
import java.nio.file.Files;
import java.util.stream.LongStream;

/** Copies that are interrupted: no peer and no bound but that all of them end as if nothing had happened. */
final class Interrupted {
    private static final int SEEDS = 600;

    private Interrupted() {}

    /** @param seed of the only run; 0 for all */
    static void run(long seed) throws Exception {
        var seeds = seed == 0 ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(seed);
        Report.title(seed == 0 ? "Interrupted copies, seeds 1 to " + SEEDS : "The interrupted copy of seed " + seed);
        var folder = Files.createTempDirectory("dox-bench-interruptions");
        try {
            var summary = Interruptions.run(seeds, folder);
            Report.figure("copies", "%d", summary.runs());
            Report.figure("interruptions of them", "%d", summary.interruptions());
            summary.byWay().forEach((way, count) -> Report.figure("  " + way, "%d", count));
            Report.figure("of those by a database", "");
            summary.byMoment().forEach((moment, count) -> Report.figure("  " + moment, "%d", count));
            Report.figure("  behind PgBouncer, by transactions", "%d", summary.pooled());
            Report.figure(
                    "copies that did not end as they should",
                    "%d  (none)",
                    summary.failures().size());
            if (!summary.failures().isEmpty()) {
                throw new IllegalStateException(String.join("\n", summary.failures()));
            }
        } finally {
            Folders.delete(folder);
        }
    }
}
