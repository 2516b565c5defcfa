package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.replication.parity.Difference;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The corrected rows of a table, which a copy leaves: the target has the corrected row, and the source still has the
 * original. Not thread-safe.
 */
public final class Corrections {
    private final CopyTarget target;
    private final StoreTable table;
    private final Map<String, Correction> byKey = new HashMap<>();

    Corrections(CopyTarget target, StoreTable table) {
        this.target = target;
        this.table = table;
        target.corrections(table).forEach(correction -> byKey.put(correction.key(), correction));
    }

    /**
     * Whether a correction explains a difference between a copied file and a store. Not thread-safe.
     *
     * @param target the store, which has to be the secondary of the comparison
     */
    public static Predicate<Difference> of(CopyTarget target) {
        var byTable = new EnumMap<StoreTable, Corrections>(StoreTable.class);
        return difference -> difference.primary() != null
                && byTable.computeIfAbsent(difference.table(), table -> new Corrections(target, table))
                        .contains(difference.primary());
    }

    /** The rows of the batch that are to be copied: those that are not corrected, and the corrected ones themselves. */
    List<SourceRow> without(List<SourceRow> batch) {
        var known = batch.stream()
                .map(SourceRow::targetKey)
                .filter(byKey::containsKey)
                .toList();
        var stored = stored(known);
        return stored.isEmpty()
                ? batch
                : batch.stream()
                        .filter(row -> row.corrects() != null
                                || !stored.contains(row.targetKey())
                                || !isOriginal(row.targetKey(), SourceDigest.of(row)))
                        .toList();
    }

    /** Whether this row of the source is corrected. */
    boolean contains(Row row) {
        return byKey.containsKey(row.id())
                && isOriginal(row.id(), SourceDigest.of(row))
                && !stored(List.of(row.id())).isEmpty();
    }

    /** How many corrected rows the source has that no store could keep unchanged. */
    long ofDamaged(RowReader source) {
        var stored = stored(byKey.keySet());
        return source.find(table, byKey.keySet()).stream()
                .filter(row -> stored.contains(row.id()) && isDamaged(row))
                .count();
    }

    private static boolean isDamaged(Row row) {
        for (int i = 0; i < row.table().columns().size(); i++) {
            if (row.value(i) instanceof InvalidValue) {
                return true;
            }
        }
        return false;
    }

    private boolean isOriginal(String key, String digest) {
        return byKey.get(key).originalDigest().equals(digest);
    }

    /** Of these keys, those whose corrected rows the target has. */
    private Set<String> stored(Collection<String> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        var rowKeys = keys.stream().map(key -> byKey.get(key).rowKey()).toList();
        var stored = target.find(table, rowKeys).stream().map(Row::id).collect(Collectors.toSet());
        return keys.stream()
                .filter(key -> stored.contains(byKey.get(key).rowKey()))
                .collect(Collectors.toSet());
    }
}
