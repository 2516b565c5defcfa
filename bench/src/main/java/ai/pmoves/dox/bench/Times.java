package ai.pmoves.dox.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** How long one thing took, time after time: by the clock, and of the processor for the thread that did it. */
final class Times {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final List<Double> clock = new ArrayList<>();
    private final List<Double> processor = new ArrayList<>();

    /** Runs it and keeps how long that took. */
    void measure(Callable<?> thing) throws Exception {
        long busy = THREADS.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        thing.call();
        clock.add(Report.millis(System.nanoTime() - start));
        processor.add(Report.millis(THREADS.getCurrentThreadCpuTime() - busy));
    }

    /** Forgets what was measured so far. */
    void clear() {
        clock.clear();
        processor.clear();
    }

    double sum() {
        return clock.stream().mapToDouble(Double::doubleValue).sum();
    }

    double processorSum() {
        return processor.stream().mapToDouble(Double::doubleValue).sum();
    }

    double median() {
        return Report.median(millis());
    }

    /** Prints the median and the slowest twentieth. */
    void report(String name) {
        Report.figure(name, "p50 %.1f ms, p95 %.1f ms", median(), Report.percentile(millis(), 0.95));
    }

    private double[] millis() {
        return clock.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
