package ai.pmoves.dox.ports.store;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last known health of a shared store's REST side, by which devices read it directly. The library does not use it,
 * so the store may work without it.
 *
 * @param problem why devices cannot use it, null if they can
 * @param seenAgo how long ago they could, null if it never was so
 * @param latency how long its last good answer took, null if there was none
 */
public record RestHealth(
        @Nullable String problem,
        @Nullable Duration seenAgo,
        @Nullable Duration latency) {

    public boolean isAvailable() {
        return problem == null;
    }

    /** Why devices cannot use it; empty if they can. */
    public Optional<String> reason() {
        return Optional.ofNullable(problem);
    }
}
