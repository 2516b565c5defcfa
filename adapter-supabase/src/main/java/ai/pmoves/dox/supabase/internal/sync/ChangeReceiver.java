package ai.pmoves.dox.supabase.internal.sync;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.domain.sync.Version;
import ai.pmoves.dox.jooq.binding.JsonText;
import ai.pmoves.dox.jooq.rows.JooqRows;
import ai.pmoves.dox.jooq.sync.SyncTypes;
import ai.pmoves.dox.ports.sync.HubSync.Outcome;
import ai.pmoves.dox.ports.sync.HubSync.Receipt;
import ai.pmoves.dox.supabase.internal.search.SearchState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Receives changes of an embedded store, within the transaction of {@code dsl}. Not thread-safe. */
public final class ChangeReceiver {
    /** Not so strong that child rows cannot be added meanwhile: that caused deadlocks of receptions. */
    private static final String LOCK = "select 1 from public.%1$s where %2$s = any (?) order by %2$s for no key update";

    /** Removed rows have nothing else to lock. */
    private static final String LOCK_NOTES = """
            select table_name, key, counter, device, is_removed from dox.sync_changes
            where (table_name, key) in (select * from unnest(?::text[], ?::text[]))
            order by table_name, key for update""";

    /** Returns which rows had an entry before. */
    private static final String SAVE = """
            with saved as (
            insert into dox.sync_changes as had (table_name, key, counter, device, is_removed, xact, no, changed_at)
            select table_name, key, counter, device, is_removed, pg_current_xact_id()::text::bigint,
                nextval('dox.sync_changes_no'), clock_timestamp()
            from unnest(?::text[], ?::text[], ?::bigint[], ?::text[], ?::boolean[])
                as arrived (table_name, key, counter, device, is_removed)
            on conflict (table_name, key) do update set counter = excluded.counter, device = excluded.device,
                is_removed = excluded.is_removed, xact = excluded.xact, no = excluded.no,
                changed_at = excluded.changed_at,
                known = case when had.device = excluded.device then had.known
                    else had.known || jsonb_build_object(had.device, had.counter) end
            returning table_name, key, had.xmax = 0 as is_new
            ) select table_name, key from saved where not is_new""";

    private static final String IS_KNOWN =
            "select 1 from dox.sync_changes where table_name = ? and key = ? and (known ->> ?)::bigint >= ?";

    private static final String KEEP = """
            insert into dox.sync_conflicts values (md5({0} || ' ' || {1} || ' ' || {2} || '@' || {3} || ' ' || {4}
                || '@' || {5}), {0}, {1}, {2}, {3}, {4}, {5}, {6}, clock_timestamp())
            on conflict (id) do nothing""";

    private final DSLContext dsl;
    private final JooqRows rows;
    private final String storeId;
    private final Map<RowKey, State> states = new HashMap<>();
    private final Set<RowKey> noted = new HashSet<>();
    private final Map<RowKey, Row> stored = new HashMap<>();

    /** The store's state of a row. */
    public record State(Version version, boolean isRemoved) {
        static final State NOTHING = new State(Version.NONE, false);
    }

    /** Reads the states of rows, once these are locked. */
    public interface States {
        Map<RowKey, State> of(List<RowKey> keys);
    }

    public ChangeReceiver(DSLContext dsl, JooqRows rows, String storeId) {
        this.dsl = dsl;
        this.rows = rows;
        this.storeId = storeId;
    }

    public List<Receipt> receive(List<RowChange> changes, Map<StoreTable, List<String>> keys, States ask) {
        keys.forEach(this::lock);
        lockNotes(changes);
        var met = new LinkedHashMap<RowChange, ConflictDecision>();
        changes.forEach(change -> met.put(change, meeting(change)));
        var buried = loseOrphans(met, ask);
        readWhatIsReplaced(met);
        keepLosers(met);
        write(met.entrySet().stream()
                .filter(entry -> entry.getValue().isWritten())
                .map(Map.Entry::getKey)
                .toList());
        save(buried);
        readWhatCounts(met, ask);
        return met.entrySet().stream().map(this::receipt).toList();
    }

    /** Waits for other transactions that change these rows, so that their changes are seen. */
    private void lock(StoreTable table, List<String> keys) {
        dsl.fetch(LOCK.formatted(table.text(), '"' + table.key().name() + '"'), (Object) keys.toArray(String[]::new));
    }

    /** The same for their entries, which are the state that the changes meet. */
    private void lockNotes(List<RowChange> changes) {
        for (var note : dsl.fetch(LOCK_NOTES, tables(changes), keys(changes))) {
            var key = key(note);
            var version = new Version(note.get(2, Long.class), note.get(3, String.class));
            states.put(key, new State(version, note.get(4, Boolean.class)));
            noted.add(key);
        }
    }

    private static RowKey key(Record row) {
        return new RowKey(StoreTable.named(row.get(0, String.class)).orElseThrow(), row.get(1, String.class));
    }

    private ConflictDecision meeting(RowChange change) {
        var here = state(change.key());
        var meeting = ConflictDecision.of(change, here.version(), here.isRemoved());
        return meeting == ConflictDecision.LOSES && isKnown(change) ? ConflictDecision.SUPERSEDED : meeting;
    }

    private boolean isKnown(RowChange change) {
        var version = change.version();
        return dsl.fetchOptional(
                        IS_KNOWN, change.key().table().text(), change.key().key(), version.device(), version.counter())
                .isPresent();
    }

    private State state(RowKey key) {
        return states.getOrDefault(key, State.NOTHING);
    }

    /**
     * Lets rows lose whose parent was removed here, or is such a row itself. Returns their removals, which are made
     * here, so that children of theirs that come later find them.
     */
    private List<RowChange> loseOrphans(Map<RowChange, ConflictDecision> met, States ask) {
        var removed = removedParents(met, ask);
        var buried = new ArrayList<RowChange>();
        for (var change : met.keySet().stream()
                .filter(change -> requireNonNull(met.get(change)).isWritten())
                .sorted(Comparator.comparing(RowChange::key)) // parents first
                .toList()) {
            if (change.parents().stream().anyMatch(removed::contains)) {
                met.put(change, ConflictDecision.LOSES);
                if (isMissing(change.key())) {
                    removed.add(change.key());
                    buried.add(bury(change));
                }
            }
        }
        return buried;
    }

    /** The parents of the incoming rows that were removed here and are not among the changes. */
    private Set<RowKey> removedParents(Map<RowChange, ConflictDecision> met, States ask) {
        var parents = new HashSet<RowKey>();
        var coming = new HashSet<RowKey>();
        met.forEach((change, meeting) -> {
            if (!change.isRemoval() && meeting.isWritten()) {
                parents.addAll(change.parents());
                coming.add(change.key());
            }
        });
        parents.removeAll(coming);
        var removed = new HashSet<RowKey>();
        ask.of(List.copyOf(parents)).forEach((parent, state) -> {
            if (state.isRemoved()) {
                removed.add(parent);
            }
        });
        return removed;
    }

    private boolean isMissing(RowKey key) {
        return !rows.missing(key.table(), List.of(key.key())).isEmpty();
    }

    private RowChange bury(RowChange orphan) {
        var version = new Version(orphan.version().counter() + 1, storeId);
        states.put(orphan.key(), new State(version, true));
        return new RowChange(orphan.key(), version, Version.NONE, null);
    }

    private void readWhatIsReplaced(Map<RowChange, ConflictDecision> met) {
        read(keysOf(met, meeting -> meeting == ConflictDecision.WINS));
    }

    /** A winner may have been removed since, with a parent whose removal is among the changes. */
    private void readWhatCounts(Map<RowChange, ConflictDecision> met, States ask) {
        var keys = keysOf(met, ConflictDecision::isOvertaken);
        states.putAll(ask.of(keys));
        read(keys);
    }

    private static List<RowKey> keysOf(Map<RowChange, ConflictDecision> met, Predicate<ConflictDecision> which) {
        return met.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(entry -> entry.getKey().key())
                .toList();
    }

    private void read(List<RowKey> keys) {
        keys.forEach(key -> rows.find(key.table(), List.of(key.key())).forEach(row -> stored.put(key, row)));
    }

    private void keepLosers(Map<RowChange, ConflictDecision> met) {
        met.forEach((change, meeting) -> {
            var here = state(change.key()).version();
            var row = stored.get(change.key());
            if (meeting == ConflictDecision.WINS && (row != null || !here.equals(Version.NONE))) {
                keep(change.key(), here, change.version(), row);
            } else if (meeting == ConflictDecision.LOSES) {
                keep(change.key(), change.version(), here, change.row());
            }
        });
    }

    /** Chunks derive from other rows, of which each is kept itself. */
    private void keep(RowKey key, Version lost, Version won, @Nullable Row lostRow) {
        if (key.table() != StoreTable.SEARCH_CHUNKS) {
            dsl.execute(
                    KEEP,
                    DSL.val(key.table().text()),
                    DSL.val(key.key()),
                    DSL.val(lost.counter()),
                    DSL.val(lost.device()),
                    DSL.val(won.counter()),
                    DSL.val(won.device()),
                    DSL.val(lostRow == null ? null : json(lostRow), SyncTypes.JSON));
        }
    }

    private static Json json(Row row) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        row.table().columns().forEach(column -> values.put(column.name(), row.value(column.name())));
        try {
            return Json.of(values);
        } catch (IllegalArgumentException e) { // a value of maximum depth would be too deep in the row: as text
            values.replaceAll((column, value) -> value instanceof Json json ? JsonText.write(json) : value);
            return Json.of(values);
        }
    }

    private void write(List<RowChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        rows.apply(withVectorsOfOurs(changes), table -> WriteOrigin.replicating(dsl, table));
        WriteOrigin.ordinary(dsl);
        save(changes);
    }

    /** A vector of another model than the store's is dropped; the text gets one here. */
    private List<RowChange> withVectorsOfOurs(List<RowChange> changes) {
        var ours = SearchState.read(dsl).model();
        return ours == null
                ? changes
                : changes.stream()
                        .map(change -> isForeign(change.row(), ours) ? withoutVector(change) : change)
                        .toList();
    }

    private static boolean isForeign(@Nullable Row row, String ours) {
        return row != null
                && row.table() == StoreTable.SEARCH_CHUNKS
                && row.value("embedding_model") instanceof String model
                && !model.equals(ours);
    }

    private static RowChange withoutVector(RowChange change) {
        return change.withRow(requireNonNull(change.row()).withoutVector());
    }

    private void save(List<RowChange> changes) {
        var before = dsl.fetch(
                SAVE,
                tables(changes),
                keys(changes),
                changes.stream().map(change -> change.version().counter()).toArray(Long[]::new),
                changes.stream().map(change -> change.version().device()).toArray(String[]::new),
                changes.stream().map(RowChange::isRemoval).toArray(Boolean[]::new));
        before.forEach(row -> requireNoted(key(row)));
    }

    /** A row that is new to two receptions cannot be locked by either; the second one begins anew. */
    private void requireNoted(RowKey key) {
        if (!noted.contains(key)) {
            throw new DoxException(
                    ErrorCode.STORE_BUSY, "Another change of %s was received at the same moment.".formatted(key));
        }
    }

    private static Object tables(List<RowChange> changes) {
        return changes.stream().map(change -> change.key().table().text()).toArray(String[]::new);
    }

    private static Object keys(List<RowChange> changes) {
        return changes.stream().map(change -> change.key().key()).toArray(String[]::new);
    }

    private Receipt receipt(Map.Entry<RowChange, ConflictDecision> met) {
        var change = met.getKey();
        if (!met.getValue().isOvertaken()) {
            return new Receipt(change.key(), Outcome.TAKEN, null);
        }
        var winner = new RowChange(change.key(), state(change.key()).version(), Version.NONE, stored.get(change.key()));
        return new Receipt(change.key(), Outcome.LOST, winner);
    }
}
