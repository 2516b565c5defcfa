package ai.pmoves.dox.domain.error;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Why something fails or is refused, and what a caller can do about it.
 *
 * @param text names the thing and the value, and no command or setting
 * @param remedy empty if none is known
 */
public record Reason(String text, Optional<Remedy> remedy) {
    public Reason {
        requireNonNull(text, "text");
        requireNonNull(remedy, "remedy");
    }

    public static Reason of(String text) {
        return new Reason(text, Optional.empty());
    }

    public static Reason of(String text, Remedy remedy) {
        return new Reason(text, Optional.of(remedy));
    }

    /** This reason as part of a longer text, in which {@code %s} stands for its own. */
    public Reason in(String format) {
        return new Reason(format.formatted(text), remedy);
    }
}
