package ai.pmoves.dox.testing.stores.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chance that a seed decides. Not thread-safe. */
final class Dice {
    private final Random random;

    Dice(long seed, int number) {
        this.random = new Random((seed * 1_000_003 + number) * 0x9E3779B97F4A7C15L);
    }

    /** From 0 to one less than the bound. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    long any() {
        return random.nextLong();
    }

    /** True once in so many times. */
    boolean onceIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T oneOf(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }

    <T> @Nullable T maybe(Supplier<T> value) {
        return onceIn(4) ? null : value.get();
    }

    /** There once in so many times. */
    <T> Optional<T> optional(int times, Supplier<T> value) {
        return onceIn(times) ? Optional.of(value.get()) : Optional.empty();
    }

    <T> List<T> listOf(int upTo, Supplier<T> item) {
        var list = new ArrayList<T>();
        for (int i = below(upTo + 1); i > 0; i--) {
            list.add(item.get());
        }
        return list;
    }
}
