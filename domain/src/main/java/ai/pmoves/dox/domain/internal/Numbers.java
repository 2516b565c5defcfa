package ai.pmoves.dox.domain.internal;

import org.jspecify.annotations.Nullable;

/** Numbers as every store keeps them: finite, and zero without a sign. */
public final class Numbers {
    private Numbers() {}

    public static @Nullable Double finiteOrNull(@Nullable Double number, String name) {
        if (number == null) {
            return null;
        }
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("%s is %s; it has to be a finite number".formatted(name, number));
        }
        return number == 0 ? 0.0 : number;
    }
}
