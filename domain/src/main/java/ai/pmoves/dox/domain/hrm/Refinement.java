package ai.pmoves.dox.domain.hrm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/**
 * What became of a value, step by step.
 *
 * @param values the value as it was given, then after each step
 * @param haltReason why it halted, empty if it ran into the limit
 */
public record Refinement<T>(List<T> values, Optional<String> haltReason) {
    public Refinement {
        values = List.copyOf(values);
    }

    /**
     * Takes steps until it halts or the limit is reached.
     *
     * @param halts tells of the values before and after a step whether it was the last
     */
    static <T> Refinement<T> of(
            T input, StepLimits limits, UnaryOperator<T> step, BiPredicate<T, T> halts, String reason) {
        var values = new ArrayList<T>();
        values.add(input);
        for (int number = 1; number <= limits.max(); number++) {
            var before = values.getLast();
            var after = step.apply(before);
            values.add(after);
            if (number >= limits.min() && halts.test(before, after)) {
                return new Refinement<>(values, Optional.of(reason));
            }
        }
        return new Refinement<>(values, Optional.empty());
    }

    public T result() {
        return values.getLast();
    }

    public int steps() {
        return values.size() - 1;
    }

    /** @param step from 1 */
    public boolean isChangedBy(int step) {
        return !values.get(step).equals(values.get(step - 1));
    }
}
