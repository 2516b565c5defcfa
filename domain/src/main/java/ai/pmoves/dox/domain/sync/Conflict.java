package ai.pmoves.dox.domain.sync;

import ai.pmoves.dox.domain.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Two changes of a row that were made without knowing each other. The greater version counts, on every device; the other
 * one is kept here.
 *
 * @param id names the conflict
 * @param lost the version that does not count
 * @param won the version that does
 * @param lostRow the row as the lost version had it, by the names of its columns; null if that was a removal
 * @param foundAt when the two met
 */
public record Conflict(
        String id,
        RowKey key,
        Version lost,
        Version won,
        @Nullable Json lostRow,
        Instant foundAt) {}
