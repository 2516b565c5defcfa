package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.fault.Counts;
import ai.pmoves.dox.bench.interruptions.fault.Summary;
import ai.pmoves.dox.bench.interruptions.fault.TestEnvironment;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.LongStream;

/** Runs of many seeds. */
public final class Interruptions {
    private Interruptions() {}

    /**
     * Interrupts a copy for each seed.
     *
     * @param folder for files, which stay the caller's to remove
     */
    public static Summary ofCopies(LongStream seeds, Path folder) throws Exception {
        try (var ground = new TestEnvironment(folder)) {
            var originals = new Originals(ground);
            return Counts.ofAll(
                    seeds.mapToObj(Plan::of).toList(),
                    plan -> new Counts.Outcome(new Run(ground, originals, plan).go(), Map.of()),
                    "bench/run interruptions");
        }
    }

    /**
     * Interrupts, for each seed, what keeps the two stores of a pair alike, and those who write to it.
     *
     * @param folder for files, which stay the caller's to remove
     */
    public static Summary ofPairs(LongStream seeds, Path folder) throws Exception {
        try (var ground = new TestEnvironment(folder)) {
            return Counts.ofAll(
                    seeds.mapToObj(PairPlan::of).toList(),
                    plan -> new PairRun(ground, plan).go(),
                    "bench/run pair-interruptions");
        }
    }
}
