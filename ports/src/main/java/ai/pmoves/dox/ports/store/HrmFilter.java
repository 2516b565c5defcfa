package ai.pmoves.dox.ports.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which runs of halting reasoning; all that are given have to hold.
 *
 * @param kind exact
 * @param device exact
 * @param from inclusive
 * @param to inclusive
 */
public record HrmFilter(Optional<String> kind, Optional<String> device, Optional<Instant> from, Optional<Instant> to) {
    public static final HrmFilter ALL =
            new HrmFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
}
