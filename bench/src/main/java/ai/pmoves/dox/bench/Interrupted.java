package ai.pmoves.dox.bench;

import ai.pmoves.dox.bench.interruptions.Interruptions;
import ai.pmoves.dox.bench.interruptions.fault.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;

/** What is interrupted: no peer and no bound but that all of it ends as if nothing had happened. */
final class Interrupted {
    private static final int COPIES = 600;
    private static final int PAIRS = 50;

    private Interrupted() {}

    /** Runs seeds. */
    private interface Runs {
        Summary of(LongStream seeds, Path folder) throws Exception;
    }

    /** @param seed of the only run; 0 for all */
    static void copies(long seed) throws Exception {
        run("copies", COPIES, seed, Interruptions::ofCopies);
    }

    /** @param seed of the only run; 0 for all */
    static void pairs(long seed) throws Exception {
        run("pairs", PAIRS, seed, Interruptions::ofPairs);
    }

    private static void run(String what, int all, long seed, Runs runs) throws Exception {
        Report.title("Interrupted %s, %s".formatted(what, seed == 0 ? "seeds 1 to " + all : "seed " + seed));
        var folder = Files.createTempDirectory("dox-bench-interruptions");
        try {
            report(what, runs.of(seed == 0 ? LongStream.rangeClosed(1, all) : LongStream.of(seed), folder));
        } finally {
            Folders.delete(folder);
        }
    }

    private static void report(String what, Summary summary) {
        Report.figure(what, "%d", summary.runs());
        Report.figure("interruptions of them", "%d", summary.interruptions());
        summary.byWay().forEach((way, count) -> Report.figure("  " + way, "%d", count));
        Report.figure("of those by a database", "");
        summary.byMoment().forEach((moment, count) -> Report.figure("  " + moment, "%d", count));
        Report.figure("  behind PgBouncer, by transactions", "%d", summary.pooled());
        summary.figures().forEach((figure, count) -> Report.figure(figure, "%,d", count));
        Report.figure(
                what + " that did not end as they should",
                "%d  (none)",
                summary.failures().size());
        if (!summary.failures().isEmpty()) {
            throw new IllegalStateException(String.join("\n", summary.failures()));
        }
    }
}
