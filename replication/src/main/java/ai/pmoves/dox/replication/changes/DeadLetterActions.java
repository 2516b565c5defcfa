package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.replication.delivery.RowApplier;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** An operator's actions on dead letters. Thread-safe. */
public final class DeadLetterActions {
    private final EdgeSync edge;

    public DeadLetterActions(EdgeSync edge) {
        this.edge = edge;
    }

    /**
     * The dead letters of these rows, all if none is named.
     *
     * @throws DoxException {@code request.invalid} naming a row without a dead letter
     */
    public List<DeadLetter> find(Collection<RowKey> rows) {
        var letters = edge.deadLetters(Integer.MAX_VALUE);
        var known = letters.stream().map(DeadLetter::key).collect(Collectors.toSet());
        for (var row : rows) {
            if (!known.contains(row)) {
                throw new DoxException(
                        ErrorCode.REQUEST_INVALID,
                        "No change of %s is set aside.".formatted(row),
                        Remedy.NAME_DEAD_LETTER);
            }
        }
        return rows.isEmpty()
                ? letters
                : letters.stream().filter(letter -> rows.contains(letter.key())).toList();
    }

    /**
     * Retries these dead letters, each with those that were rejected because of it; all if none is named. Returns how
     * many.
     *
     * @throws DoxException as {@link #find}; then none is retried
     */
    public int retry(Collection<RowKey> rows) {
        find(rows);
        return edge.retry(rows.isEmpty() ? List.of() : withChildren(rows, edge.deadLetters(Integer.MAX_VALUE)));
    }

    /**
     * Drops these dead letters, all if none is named. Returns how many.
     *
     * @throws DoxException as {@link #find}; then none is dropped
     */
    public int drop(Collection<RowKey> rows) {
        find(rows);
        return edge.drop(rows);
    }

    private static Set<RowKey> withChildren(Collection<RowKey> rows, List<DeadLetter> letters) {
        var children = new HashMap<String, Set<RowKey>>();
        letters.forEach(letter -> RowApplier.rejectedParent(letter.reason())
                .ifPresent(parent -> children.computeIfAbsent(parent, name -> new HashSet<>())
                        .add(letter.key())));
        var found = new HashSet<RowKey>();
        rows.forEach(row -> add(row, children, found));
        return found;
    }

    private static void add(RowKey row, Map<String, Set<RowKey>> children, Set<RowKey> found) {
        if (found.add(row)) {
            children.getOrDefault(row.toString(), Set.of()).forEach(child -> add(child, children, found));
        }
    }
}
