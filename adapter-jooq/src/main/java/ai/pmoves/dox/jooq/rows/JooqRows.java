package ai.pmoves.dox.jooq.rows;

import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.jooq.JooqSession;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.ports.rows.StoreRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/** The rows of a store, whatever its database: what is written when. The adapters say how. */
public abstract class JooqRows implements StoreRows {
    private final JooqSession session;
    private final BulkWriteGuard gate;
    private final TransferCheckpoints checkpoints;
    private final TransferCorrections corrections;

    /** @param schema what comes before the names of the tables about copies: nothing, or a schema and a dot */
    protected JooqRows(JooqSession session, BulkWriteGuard gate, String schema) {
        this.session = session;
        this.gate = gate;
        this.checkpoints = new TransferCheckpoints(schema + "transfer_checkpoints");
        this.corrections = new TransferCorrections(schema + "transfer_corrections");
    }

    protected final JooqSession session() {
        return session;
    }

    /**
     * Writes rows, at least one and each key once, within the transaction of {@code dsl}.
     *
     * @param overNewer whether rows of a greater revision are replaced, too
     * @see StoreRows#write
     */
    protected abstract Written put(DSLContext dsl, StoreTable table, List<Row> rows, boolean overNewer);

    /** Removes the rows with these keys, at least one, within the transaction of {@code dsl}; returns how many. */
    protected abstract int remove(DSLContext dsl, StoreTable table, Collection<String> keys);

    @Override
    public final Written write(
            StoreTable table, List<Row> rows, @Nullable Checkpoint checkpoint, List<Correction> corrected) {
        var last = lastOfEachKey(table, rows);
        return session.write(table.text(), dsl -> {
            var written = last.isEmpty() ? Written.NOTHING : putUnlessReplicated(dsl, table, last);
            if (checkpoint != null) {
                checkpoints.save(dsl, checkpoint);
            }
            corrections.save(dsl, table, corrected);
            return written;
        });
    }

    private Written putUnlessReplicated(DSLContext dsl, StoreTable table, List<Row> rows) {
        var replicated = gate.replicated(dsl, table, rows.stream().map(Row::id).toList());
        var others = replicated.isEmpty()
                ? rows
                : rows.stream().filter(row -> !replicated.contains(row.id())).toList();
        var written = others.isEmpty() ? Written.NOTHING : gate.copying(dsl, () -> put(dsl, table, others, false));
        return written.plus(new Written(0, 0, 0, rows.size() - others.size()));
    }

    @Override
    public final Written restore(StoreTable table, List<Row> rows) {
        var last = lastOfEachKey(table, rows);
        return last.isEmpty()
                ? Written.NOTHING
                : session.write(table.text(), dsl -> gate.copying(dsl, () -> put(dsl, table, last, true)));
    }

    /**
     * Brings rows to what changes say: parents before their children, then removals the other way round.
     *
     * @param before receives each table before its rows are touched
     */
    public final void apply(Collection<RowChange> changes, Consumer<StoreTable> before) {
        var rows = new EnumMap<StoreTable, List<Row>>(StoreTable.class);
        var removals = new TreeMap<StoreTable, List<String>>(Comparator.reverseOrder());
        for (var change : changes) {
            var table = change.key().table();
            var row = change.row();
            if (row == null) {
                removals.computeIfAbsent(table, none -> new ArrayList<>())
                        .add(change.key().key());
            } else {
                rows.computeIfAbsent(table, none -> new ArrayList<>()).add(row);
            }
        }
        rows.forEach((table, ofTable) -> {
            before.accept(table);
            restore(table, ofTable);
        });
        removals.forEach((table, keys) -> {
            before.accept(table);
            delete(table, keys);
        });
    }

    private static List<Row> lastOfEachKey(StoreTable table, List<Row> rows) {
        var byKey = LinkedHashMap.<String, Row>newLinkedHashMap(rows.size());
        for (var row : rows) {
            requireStorable(table, row);
            byKey.put(row.id(), row);
        }
        return byKey.size() == rows.size() ? rows : new ArrayList<>(byKey.values());
    }

    /** What one database or the other would take otherwise than it is. */
    private static void requireStorable(StoreTable table, Row row) {
        if (row.table() != table) {
            throw new IllegalArgumentException("a row of %s for %s".formatted(row.table(), table));
        }
        if (row.id().isEmpty()) {
            throw new IllegalStateException("a row of %s has an empty key".formatted(table.text()));
        }
        int columns = table.columns().size();
        for (int i = 0; i < columns; i++) {
            var reason = unstorable(row.value(i));
            if (reason != null) {
                throw new IllegalStateException("%s.%s of the row '%s' cannot be written: %s"
                        .formatted(table.text(), table.columns().get(i).name(), row.value(0), reason));
            }
        }
        if (table == StoreTable.SEARCH_CHUNKS) {
            ChunkVectors.require(row);
        }
    }

    private static @Nullable String unstorable(@Nullable Object value) {
        if (value instanceof String text) {
            return Text.canBeStored(text) ? null : "it has a character that no store can keep";
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? null : String.valueOf(number);
        }
        return value instanceof InvalidValue ? value.toString() : null;
    }

    /** The rows with these keys, at least one, each of which can be stored; or as many as there are. */
    protected abstract List<Row> findStored(StoreTable table, Collection<String> keys);

    /** Which of these keys, at least one, each of which can be stored, are in the table. */
    protected abstract Set<String> storedOf(StoreTable table, Collection<String> keys);

    @Override
    public final List<Row> find(StoreTable table, Collection<String> keys) {
        var storable = storable(keys);
        return storable.isEmpty() ? List.of() : findStored(table, storable);
    }

    @Override
    public final Set<String> missing(StoreTable table, Collection<String> keys) {
        var storable = storable(keys);
        var missing = new HashSet<>(keys);
        if (!storable.isEmpty()) {
            missing.removeAll(storedOf(table, storable));
        }
        return missing;
    }

    @Override
    public final int delete(StoreTable table, Collection<String> keys) {
        var storable = storable(keys);
        return storable.isEmpty()
                ? 0
                : session.write(table.text(), dsl -> gate.copying(dsl, () -> remove(dsl, table, storable)));
    }

    /** The keys, each once, but for those that no row has; a database may take them for others. */
    private static Set<String> storable(Collection<String> keys) {
        var storable = new LinkedHashSet<>(keys);
        storable.removeIf(key -> !Text.canBeStored(key));
        return storable;
    }

    @Override
    public final Optional<Checkpoint> checkpoint(String source, StoreTable table) {
        return session.read(dsl -> checkpoints.find(dsl, source, table));
    }

    @Override
    public final void forget(String source) {
        session.write("checkpoints", dsl -> checkpoints.remove(dsl, source));
    }

    @Override
    public final List<Correction> corrections(StoreTable table) {
        return session.read(dsl -> corrections.find(dsl, table));
    }

    /** Forgets all copies and what was corrected, within the transaction of {@code dsl}. */
    public final void forgetAll(DSLContext dsl) {
        checkpoints.removeAll(dsl);
        corrections.removeAll(dsl);
    }
}
