package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.domain.sync.DeviceReport;
import ai.pmoves.dox.replication.pair.Hub;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change that lost against another one, as people and programs read it.
 *
 * @param row its table and key
 * @param lost its version, a counter and a device
 * @param lostBy the name of that device, or its id
 * @param won the version that counts
 * @param wonBy the name of its device, or its id
 * @param lostRow the row as the losing change made it, by columns; null if that removed the row
 * @param keptRow the row as it is now; null if it is not there
 */
public record ConflictView(
        String id,
        String row,
        String lost,
        String lostBy,
        String won,
        String wonBy,
        @Nullable Object lostRow,
        @Nullable Object keptRow,
        String foundAt) {

    /** The latest conflicts of a shared store. */
    public static List<ConflictView> of(Hub hub, int maxConflicts) {
        var conflicts = hub.sync().conflicts(maxConflicts);
        if (conflicts.isEmpty()) {
            return List.of();
        }
        var names = hub.sync().devices().stream().collect(Collectors.toMap(DeviceReport::storeId, DeviceReport::name));
        return conflicts.stream()
                .map(conflict -> of(conflict, names, keptRow(hub, conflict)))
                .toList();
    }

    private static ConflictView of(Conflict conflict, Map<String, String> names, @Nullable Object keptRow) {
        var lostBy = conflict.lost().device();
        var wonBy = conflict.won().device();
        return new ConflictView(
                conflict.id(),
                RowNames.of(conflict.key()),
                conflict.lost().toString(),
                names.getOrDefault(lostBy, lostBy),
                conflict.won().toString(),
                names.getOrDefault(wonBy, wonBy),
                conflict.lostRow() == null ? null : conflict.lostRow().value(),
                keptRow,
                conflict.foundAt().toString());
    }

    private static @Nullable Object keptRow(Hub hub, Conflict conflict) {
        var key = conflict.key();
        return hub.store().rows().find(key.table(), List.of(key.key())).stream()
                .findFirst()
                .map(ConflictView::json)
                .orElse(null);
    }

    private static Map<String, @Nullable Object> json(Row row) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        for (var column : row.table().columns()) {
            json.put(column.name(), json(row.value(column.name())));
        }
        return json;
    }

    private static @Nullable Object json(@Nullable Object value) {
        return switch (value) {
            case Json json -> json.value();
            case Instant time -> time.toString();
            case null -> null;
            case Boolean bool -> bool;
            case Number number -> number;
            default -> value.toString();
        };
    }
}
