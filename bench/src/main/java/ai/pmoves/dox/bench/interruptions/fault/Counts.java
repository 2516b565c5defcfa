package ai.pmoves.dox.bench.interruptions.fault;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs what is planned for many seeds, and counts what became of it. Thread-safe. */
public final class Counts {
    private static final int AT_ONCE = 3; // most of the time they wait for each other's ends

    private final String command;
    private final Map<FaultKind, Integer> byWay = new EnumMap<>(FaultKind.class);
    private final Map<FaultPoint, Integer> byMoment = new EnumMap<>(FaultPoint.class);
    private final Map<String, Long> figures = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private int runs;
    private int interruptions;
    private int pooled;

    private Counts(String command) {
        this.command = command;
    }

    /**
     * What became of one run.
     *
     * @param interruptions how many there were
     * @param figures what else was counted, by the words for it
     */
    public record Outcome(int interruptions, Map<String, Long> figures) {}

    /** Runs one plan. */
    public interface Runner<P extends Planned> {
        /** @throws IllegalStateException if it does not end as it should */
        Outcome run(P plan) throws Exception;
    }

    /**
     * Runs all plans. Those that hurt the whole server come alone, at the end.
     *
     * @param command runs the plan of one seed alone
     */
    public static <P extends Planned> Summary ofAll(List<P> plans, Runner<P> runner, String command)
            throws InterruptedException {
        var counts = new Counts(command);
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            var running = new ArrayList<Future<?>>();
            plans.stream()
                    .filter(plan -> !plan.way().isOfServer())
                    .forEach(plan -> running.add(threads.submit(() -> counts.count(plan, runner))));
            for (var run : running) {
                await(run);
            }
            plans.stream().filter(plan -> plan.way().isOfServer()).forEach(plan -> counts.count(plan, runner));
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

    private <P extends Planned> void count(P plan, Runner<P> runner) {
        try {
            add(plan, runner.run(plan));
        } catch (Exception e) {
            fail(plan, e);
        }
    }

    private synchronized void add(Planned plan, Outcome outcome) {
        int times = outcome.interruptions();
        runs++;
        interruptions += times;
        byWay.merge(plan.way(), times, Integer::sum);
        if (plan.way() != FaultKind.PROCESS_OF_SQLITE_KILLED) {
            byMoment.merge(plan.moment(), times, Integer::sum);
        }
        pooled += plan.isPooled() ? times : 0;
        outcome.figures().forEach((figure, value) -> figures.merge(figure, value, Long::sum));
    }

    private synchronized void fail(Planned plan, Exception e) {
        runs++;
        failures.add("%s%n    %s%n    alone: %s %d".formatted(plan, e, command, plan.seed()));
        e.printStackTrace();
    }

    private synchronized Summary summary() {
        var ways = new LinkedHashMap<String, Integer>();
        byWay.forEach((way, count) -> ways.put(way.text(), count));
        var moments = new LinkedHashMap<String, Integer>();
        byMoment.forEach((moment, count) -> moments.put(moment.text(), count));
        return new Summary(
                runs,
                interruptions,
                ways,
                moments,
                pooled,
                Collections.unmodifiableMap(figures),
                List.copyOf(failures));
    }
}
