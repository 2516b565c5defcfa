package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.sync.Conflict;
import org.jspecify.annotations.Nullable;

/**
 * A change that lost against another one, as people and programs read it.
 *
 * @param row its table and key
 * @param lost its version, a counter and a device
 * @param won the version that counts
 * @param lostRow the row as it made it, by columns; null if it removed the row
 */
public record ConflictView(
        String id,
        String row,
        String lost,
        String won,
        @Nullable Object lostRow,
        String foundAt) {
    public static ConflictView of(Conflict conflict) {
        return new ConflictView(
                conflict.id(),
                RowNames.of(conflict.key()),
                conflict.lost().toString(),
                conflict.won().toString(),
                conflict.lostRow() == null ? null : conflict.lostRow().value(),
                conflict.foundAt().toString());
    }
}
