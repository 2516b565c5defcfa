package ai.pmoves.dox.ports.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Selects HRM runs; conditions are combined with AND.
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
