package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.ports.store.Store;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What came of a step: an answer or a refusal. Whatever else is thrown is a fault, even if both stores have it.
 *
 * @param refusal the error's code and message, null if there was none
 */
record Outcome(@Nullable Object answer, @Nullable String refusal) {
    /** Where both are true of a batch, which is told is a store's own affair. */
    private static final Set<ErrorCode> BATCH_REFUSALS = EnumSet.of(ErrorCode.ROW_EXISTS, ErrorCode.PARENT_MISSING);

    static Outcome of(Step step, Store store) {
        try {
            return new Outcome(step.work().on(store), null);
        } catch (DoxException e) {
            if (e.code().kind() == FailureKind.UNAVAILABLE || e.code().kind() == FailureKind.INTERNAL) {
                throw e;
            }
            return new Outcome(
                    null, BATCH_REFUSALS.contains(e.code()) ? "refuses a row" : e.code() + ": " + e.getMessage());
        } catch (OnPurpose e) {
            return new Outcome(null, e.getMessage());
        }
    }

    @Override
    public String toString() {
        return Step.shown(refusal == null ? "answers " + answer : "refuses: " + refusal);
    }

    /** Shows where two outcomes differ: of lists the first items that do. */
    String differenceTo(Outcome other, String myName, String otherName) {
        return difference(this, other, myName, otherName);
    }

    private static String difference(@Nullable Object mine, @Nullable Object theirs, String myName, String otherName) {
        if (mine instanceof Outcome a && theirs instanceof Outcome b && a.answer != null && b.answer != null) {
            return difference(a.answer, b.answer, myName, otherName);
        }
        if (mine instanceof List<?> a && theirs instanceof List<?> b) {
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                if (!Objects.equals(a.get(i), b.get(i))) {
                    return "at " + i + " of %d, but of %d:\n".formatted(a.size(), b.size())
                            + difference(a.get(i), b.get(i), myName, otherName);
                }
            }
        }
        return "%s: %s\n%s: %s"
                .formatted(myName, Step.shown(String.valueOf(mine)), otherName, Step.shown(String.valueOf(theirs)));
    }

    /** Ends a unit of work or a rebuild in the middle. */
    static final class OnPurpose extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OnPurpose() {
            super("on purpose");
        }
    }
}
