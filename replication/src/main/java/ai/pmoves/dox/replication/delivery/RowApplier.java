package ai.pmoves.dox.replication.delivery;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.rows.RowCarrier;
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
 * Applies rows and removals to a store: fetches missing parents, drops vectors of another model, and halves a rejected
 * batch down to the rejected rows. Not thread-safe.
 */
public final class RowApplier<T extends RowCarrier<T>> {
    /** Parents may be missing, and vectors be of another model. */
    private static final int MOST_MENDS = 2;

    private static final String ITS_PARENT = "Its parent, ";
    private static final String IS_REFUSED = ", is refused: ";

    private final Consumer<List<T>> write;
    private final Function<List<T>, List<T>> missingParents;
    private final Consumer<List<T>> writeParents;
    private final int mostMends;

    /** What the store rejects, as it was given, and why. */
    public record Rejected<T>(T carrier, String reason) {}

    /**
     * @param write writes rows and removals, all of them or none
     * @param missingParents finds the parents that the store lacks for these rows, parents first
     * @param writeParents writes such parents; some may have been written if it fails
     */
    public RowApplier(
            Consumer<List<T>> write, Function<List<T>, List<T>> missingParents, Consumer<List<T>> writeParents) {
        this(write, missingParents, writeParents, MOST_MENDS);
    }

    private RowApplier(
            Consumer<List<T>> write,
            Function<List<T>, List<T>> missingParents,
            Consumer<List<T>> writeParents,
            int mostMends) {
        this.write = write;
        this.missingParents = missingParents;
        this.writeParents = writeParents;
        this.mostMends = mostMends;
    }

    /** Applies rows as they are: those that lack a parent or have a vector of another model are rejected. */
    public static <T extends RowCarrier<T>> RowApplier<T> ofUnchanged(Consumer<List<T>> write) {
        return new RowApplier<>(write, rows -> List.of(), write, 0);
    }

    /**
     * Applies what the store takes, all in one call unless it rejects some; returns what it rejects.
     *
     * @param batch in an order that keeps foreign keys valid after each
     * @throws DoxException if the store is away or busy; some of the batch may have been written
     */
    public List<Rejected<T>> apply(List<T> batch) {
        var rejected = new ArrayList<Rejected<T>>();
        apply(batch, rejected);
        return rejected;
    }

    private void apply(List<T> batch, List<Rejected<T>> rejected) {
        var rest = batch;
        boolean withVectors = true;
        var failure = attempt(rest, withVectors);
        for (int mends = 0; mends < mostMends && canBeMended(failure); mends++) {
            if (is(failure, ErrorCode.PARENT_MISSING)) {
                rest = withParents(rest, rejected);
            } else {
                withVectors = false;
            }
            failure = attempt(rest, withVectors);
        }
        if (failure == null) {
            return;
        }
        if (rest.size() == 1) {
            rejected.add(new Rejected<>(rest.getFirst(), inOneLine(failure)));
            return;
        }
        int half = rest.size() / 2;
        apply(rest.subList(0, half), rejected);
        apply(rest.subList(half, rest.size()), rejected);
    }

    private static String inOneLine(RuntimeException failure) {
        return String.valueOf(failure.getMessage()).strip().replaceAll("\\s+", " ");
    }

    /**
     * Returns null if the batch was written, and otherwise why the store rejects it.
     *
     * @param withVectors false if the store has vectors of another model, and makes its own
     */
    private @Nullable RuntimeException attempt(List<T> batch, boolean withVectors) {
        try {
            if (!batch.isEmpty()) {
                write.accept(withVectors ? batch : withoutVectors(batch));
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

    private List<T> withoutVectors(List<T> batch) {
        return batch.stream().map(this::withoutVector).toList();
    }

    private T withoutVector(T carrier) {
        var row = carrier.row();
        return row == null ? carrier : carrier.withRow(row.withoutVector());
    }

    private static boolean canBeMended(@Nullable RuntimeException failure) {
        return is(failure, ErrorCode.PARENT_MISSING) || is(failure, ErrorCode.MODEL_MISMATCH);
    }

    private static boolean is(@Nullable RuntimeException failure, ErrorCode code) {
        return failure instanceof DoxException known && known.code() == code;
    }

    /** Writes the parents; returns the batch without the rows whose parents are rejected. */
    private List<T> withParents(List<T> batch, List<Rejected<T>> rejected) {
        var parents = new RowApplier<T>(writeParents, children -> List.of(), writeParents);
        var reasons = new HashMap<RowKey, String>();
        for (var parent : parents.apply(missingParents.apply(batch))) {
            var row = parent.carrier().row();
            if (row != null) {
                reasons.put(RowKey.of(row), parent.reason());
            }
        }
        var rest = new ArrayList<T>(batch.size());
        for (var child : batch) {
            parents(child).stream()
                    .filter(reasons::containsKey)
                    .findFirst()
                    .ifPresentOrElse(
                            parent -> rejected.add(new Rejected<>(child, reasonOf(parent, reasons))),
                            () -> rest.add(child));
        }
        return rest;
    }

    /** The rows that have to be there before this one. */
    static List<RowKey> parents(RowCarrier<?> child) {
        var row = child.row();
        return row == null ? List.of() : RowKey.parentsOf(row);
    }

    private static String reasonOf(RowKey parent, Map<RowKey, String> reasons) {
        return "%s%s%s%s".formatted(ITS_PARENT, parent, IS_REFUSED, reasons.get(parent));
    }

    /** The rejected parent that a reason names, as the text of its {@link RowKey}; empty for other reasons. */
    public static Optional<String> rejectedParent(String reason) {
        int end = reason.indexOf(IS_REFUSED);
        return reason.startsWith(ITS_PARENT) && end > 0
                ? Optional.of(reason.substring(ITS_PARENT.length(), end))
                : Optional.empty();
    }
}
