package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Applies changes to a store: fetches missing parents, drops vectors of another model, and halves a refused batch down
 * to the rejected rows. Not thread-safe.
 */
final class RowApplier {
    /** Parents may be missing, and vectors be of another model. */
    private static final int MENDS = 2;

    private static final String ITS_PARENT = "Its parent, ";
    private static final String IS_REFUSED = ", is refused: ";

    private final Consumer<List<RowChange>> write;
    private final Function<List<RowChange>, List<RowChange>> missingParents;
    private final Consumer<List<RowChange>> writeParents;

    /** A change that the store rejects, and why. */
    record Refused(RowChange change, String reason) {}

    /**
     * @param write writes changes, all of them or none
     * @param missingParents finds the parents that the store lacks for these changes, parents first
     * @param writeParents writes such parents, all of them or none
     */
    RowApplier(
            Consumer<List<RowChange>> write,
            Function<List<RowChange>, List<RowChange>> missingParents,
            Consumer<List<RowChange>> writeParents) {
        this.write = write;
        this.missingParents = missingParents;
        this.writeParents = writeParents;
    }

    /**
     * Applies the changes that the store takes; returns the rejected ones.
     *
     * @param changes in an order that keeps foreign keys valid after each
     * @throws DoxException if the store is away or busy; some of the changes may have been written
     */
    List<Refused> deliver(List<RowChange> changes) {
        var refused = new ArrayList<Refused>();
        deliver(changes, refused);
        return refused;
    }

    private void deliver(List<RowChange> changes, List<Refused> refused) {
        var rest = changes;
        var refusal = attempt(rest);
        for (int mends = 0; mends < MENDS && canBeMended(refusal); mends++) {
            rest = is(refusal, ErrorCode.PARENT_MISSING) ? withParents(rest, refused) : withoutVectors(rest);
            refusal = attempt(rest);
        }
        if (refusal == null) {
            return;
        }
        if (rest.size() == 1) {
            refused.add(new Refused(rest.getFirst(), inOneLine(refusal)));
            return;
        }
        int half = rest.size() / 2;
        deliver(rest.subList(0, half), refused);
        deliver(rest.subList(half, rest.size()), refused);
    }

    private static String inOneLine(RuntimeException refusal) {
        return String.valueOf(refusal.getMessage()).strip().replaceAll("\\s+", " ");
    }

    /** Returns null if the changes were written, and otherwise why the store rejects them. */
    private @Nullable RuntimeException attempt(List<RowChange> changes) {
        try {
            if (!changes.isEmpty()) {
                write.accept(changes);
            }
            return null;
        } catch (DoxException e) {
            if (e.kind() == FailureKind.UNAVAILABLE || e.kind() == FailureKind.INTERNAL) {
                throw e;
            }
            return e;
        } catch (IllegalStateException | IllegalArgumentException e) {
            return e;
        }
    }

    private static boolean canBeMended(@Nullable RuntimeException refusal) {
        return is(refusal, ErrorCode.PARENT_MISSING) || is(refusal, ErrorCode.MODEL_MISMATCH);
    }

    private static boolean is(@Nullable RuntimeException refusal, ErrorCode code) {
        return refusal instanceof DoxException failure && failure.code() == code;
    }

    /** Writes the parents; returns the changes without those whose parents are rejected. */
    private List<RowChange> withParents(List<RowChange> changes, List<Refused> refused) {
        var parents = new RowApplier(writeParents, children -> List.of(), writeParents);
        var reasons = new HashMap<RowKey, String>();
        for (var parent : parents.deliver(missingParents.apply(changes))) {
            reasons.put(parent.change().key(), parent.reason());
        }
        var rest = new ArrayList<RowChange>(changes.size());
        for (var change : changes) {
            change.parents().stream()
                    .filter(reasons::containsKey)
                    .findFirst()
                    .ifPresentOrElse(
                            parent -> refused.add(new Refused(change, reasonOf(parent, reasons))),
                            () -> rest.add(change));
        }
        return rest;
    }

    private static String reasonOf(RowKey parent, Map<RowKey, String> reasons) {
        return "%s%s%s%s".formatted(ITS_PARENT, parent, IS_REFUSED, reasons.get(parent));
    }

    /** The rejected parent that a reason names, as the text of its {@link RowKey}; empty for other reasons. */
    static Optional<String> refusedParent(String reason) {
        int end = reason.indexOf(IS_REFUSED);
        return reason.startsWith(ITS_PARENT) && end > 0
                ? Optional.of(reason.substring(ITS_PARENT.length(), end))
                : Optional.empty();
    }

    /** The store has vectors of another model, and makes its own. */
    private static List<RowChange> withoutVectors(List<RowChange> changes) {
        return changes.stream().map(RowApplier::withoutVector).toList();
    }

    private static RowChange withoutVector(RowChange change) {
        var row = change.row();
        if (row == null || row.table().indexOf("embedding") < 0) {
            return change;
        }
        var plain = row.with("embedding", null).with("embedding_model", null);
        return new RowChange(change.key(), change.version(), change.base(), plain);
    }
}
