package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.testing.stores.canonical.StoreState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Two stores that get the same steps and have to answer each alike, refusals included, and to keep equal rows.
 * Not thread-safe; the stores may have no other writers.
 */
public final class Comparison {
    /** Rows are compared after so many steps, and after the last one. */
    private static final int STATES = 500;

    private final Side one;
    private final Side other;
    private final CalledMethods called = new CalledMethods();

    /** A store, and how to read all of its rows past it. */
    public record Side(String name, Store store, Supplier<StoreState> state) {}

    public Comparison(Side one, Side other) {
        this.one = one;
        this.other = new Side(other.name(), called.watch(other.store()), other.state());
    }

    /**
     * Runs the steps 0 to {@code steps} of a seed on the stores, which it empties before.
     *
     * @throws AssertionError if the stores differ; the message names the seed and the step, shows both answers, and
     *     lists the few steps that are needed to see it
     */
    public void run(long seed, int steps) {
        var numbers = IntStream.range(0, steps).boxed().toList();
        var difference = replay(seed, numbers, STATES);
        if (difference != null) {
            throw new AssertionError("seed %d, step %d (again with -Ddox.test.seed=%d): %s\n\n%s"
                    .formatted(
                            seed, difference.step(), seed, difference.text(), new Shrinking(seed).report(difference)));
        }
    }

    /** Methods of the ports that no step of any run so far has called. */
    public Set<String> methodsNotCalled() {
        return called.missing();
    }

    /** What differs, and after which step it was seen. */
    private record Difference(int step, String text) {}

    private @Nullable Difference replay(long seed, List<Integer> numbers, int states) {
        var all = new Steps(seed);
        one.store().clear();
        other.store().clear();
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.get(i);
            var found = answersDiffer(all.at(number));
            if (found == null && ((i + 1) % states == 0 || i == numbers.size() - 1)) {
                found = rowsDiffer();
            }
            if (found != null) {
                return new Difference(number, found);
            }
        }
        return null;
    }

    private @Nullable String answersDiffer(Step step) {
        var first = outcome(one, step);
        var second = outcome(other, step);
        return first.equals(second)
                ? null
                : "%s\n%s".formatted(step.text(), first.differenceTo(second, one.name(), other.name()));
    }

    private static Outcome outcome(Side side, Step step) {
        try {
            return Outcome.of(step, side.store());
        } catch (RuntimeException e) {
            throw new IllegalStateException(side.name() + " failed at " + step.text(), e);
        }
    }

    private @Nullable String rowsDiffer() {
        var differences = one.state().get().differencesTo(other.state().get());
        return differences.isEmpty()
                ? null
                : "the rows of %s and %s differ:\n%s"
                        .formatted(
                                one.name(),
                                other.name(),
                                String.join(
                                        "\n",
                                        differences.stream().map(Step::shown).toList()));
    }

    /** Looks for few steps that show a difference, too. */
    private final class Shrinking {
        private static final int SHOWN_STEPS = 12;
        private static final Duration TIMEOUT = Duration.ofMinutes(1);
        private static final List<Integer> LAST_STEPS = List.of(20, 100, STATES, 5 * STATES);

        private final long seed;
        private final long begun = System.nanoTime();

        Shrinking(long seed) {
            this.seed = seed;
        }

        String report(Difference difference) {
            var numbers = last(difference.step());
            if (numbers.isEmpty()) {
                return "Many steps are needed to see it.";
            }
            var few = shrunk(numbers);
            var report = new StringBuilder("These steps are enough to see this: ");
            var seen = replay(seed, few, 1);
            report.append(seen == null ? "they were, at least once" : seen.text());
            few.stream().limit(SHOWN_STEPS).forEach(number -> report.append("\n\n")
                    .append(number)
                    .append(": ")
                    .append(new Steps(seed).at(number).text()));
            if (few.size() > SHOWN_STEPS) {
                report.append("\n\n... and %d more".formatted(few.size() - SHOWN_STEPS));
            }
            return report.toString();
        }

        private List<Integer> last(int step) {
            for (int steps : LAST_STEPS) {
                var numbers = IntStream.rangeClosed(0, step)
                        .filter(number -> number > step - steps || Steps.isNeeded(number))
                        .boxed()
                        .toList();
                if (differs(numbers)) {
                    return numbers;
                }
            }
            return List.of();
        }

        /** Leaves out half of the steps, a quarter, and so on, as long as something differs. */
        private List<Integer> shrunk(List<Integer> numbers) {
            var few = numbers;
            for (int part = numbers.size() / 2; part > 0; part /= 2) {
                for (int from = few.size() - part; from >= 0; from -= part) {
                    var fewer = new ArrayList<>(few.subList(0, from));
                    few.subList(from, from + part).stream()
                            .filter(Steps::isNeeded)
                            .forEach(fewer::add);
                    fewer.addAll(few.subList(from + part, few.size()));
                    if (fewer.size() < few.size() && differs(fewer)) {
                        few = fewer;
                    }
                }
            }
            return few;
        }

        private boolean differs(List<Integer> numbers) {
            return System.nanoTime() - begun < TIMEOUT.toNanos()
                    && replay(seed, numbers, numbers.size() <= STATES ? 1 : STATES) != null;
        }
    }
}
