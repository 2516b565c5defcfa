package ai.pmoves.dox.domain.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What waits to go from one store to the other.
 *
 * @param rows how many rows have changed; dead letters do not count
 * @param oldest when the one that waits longest changed, by its store's clock; null if nothing waits
 */
public record Backlog(long rows, @Nullable Instant oldest) {
    public static final Backlog EMPTY = new Backlog(0, null);

    public boolean isEmpty() {
        return rows == 0;
    }
}
