package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.Plan.Moment;
import ai.pmoves.dox.bench.interruptions.Plan.Way;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** Runs of many seeds. */
public final class Interruptions {
    private static final int AT_ONCE = 3; // most of the time they wait for each other's ends

    private Interruptions() {}

    /**
     * What became of the runs.
     *
     * @param byWay how many interruptions there were of each way, by the words for it
     * @param byMoment how many there were at each moment, by the words for it
     * @param pooled how many of them there were behind a pooler
     * @param failures of seeds whose copy did not end as it should, and how to run them alone
     */
    public record Summary(
            int runs,
            int interruptions,
            Map<String, Integer> byWay,
            Map<String, Integer> byMoment,
            int pooled,
            List<String> failures) {}

    /**
     * Interrupts a copy for each seed. Those that hurt the whole server come alone, at the end.
     *
     * @param folder for files, which stay the caller's to remove
     */
    public static Summary run(LongStream seeds, Path folder) throws Exception {
        var counts = new Counts();
        var plans = seeds.mapToObj(Plan::of).toList();
        try (var ground = new Ground(folder);
                var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ArrayList<Future<?>>();
            plans.stream()
                    .filter(plan -> !plan.way().isOfServer())
                    .forEach(plan -> running.add(threads.submit(() -> counts.count(ground, plan))));
            for (var run : running) {
                await(run);
            }
            plans.stream().filter(plan -> plan.way().isOfServer()).forEach(plan -> counts.count(ground, plan));
        }
        return counts.summary();
    }

    private static void await(Future<?> run) throws InterruptedException {
        try {
            run.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Safe for use by many threads. */
    private static final class Counts {
        private final Map<Way, Integer> byWay = new EnumMap<>(Way.class);
        private final Map<Moment, Integer> byMoment = new EnumMap<>(Moment.class);
        private final List<String> failures = new ArrayList<>();
        private int runs;
        private int interruptions;
        private int pooled;

        void count(Ground ground, Plan plan) {
            try {
                add(plan, new Run(ground, plan).go());
            } catch (Exception e) {
                fail(plan, e);
            }
        }

        private synchronized void add(Plan plan, int times) {
            runs++;
            interruptions += times;
            byWay.merge(plan.way(), times, Integer::sum);
            if (plan.way() != Way.PROCESS_OF_SQLITE_KILLED) {
                byMoment.merge(plan.moment(), times, Integer::sum);
            }
            pooled += plan.isPooled() ? times : 0;
        }

        private synchronized void fail(Plan plan, Exception e) {
            runs++;
            failures.add("%s%n    %s%n    alone: bench/run interruptions %d".formatted(plan, e, plan.seed()));
            e.printStackTrace();
        }

        synchronized Summary summary() {
            var ways = new LinkedHashMap<String, Integer>();
            byWay.forEach((way, count) -> ways.put(way.text(), count));
            var moments = new LinkedHashMap<String, Integer>();
            byMoment.forEach((moment, count) -> moments.put(moment.text(), count));
            return new Summary(runs, interruptions, ways, moments, pooled, List.copyOf(failures));
        }
    }
}
