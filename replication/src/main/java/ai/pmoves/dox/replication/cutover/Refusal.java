package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.error.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** Why a cutover is refused; thrown within a transaction, it rolls that back. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Reason> reasons;
    private final long differences;

    Refusal(Reason reason) {
        this(List.of(reason), 0);
    }

    /** @param differences rows that are known not to be the same in both stores */
    Refusal(List<Reason> reasons, long differences) {
        super(text(reasons), null, false, false);
        this.reasons = List.copyOf(reasons);
        this.differences = differences;
    }

    private static String text(List<Reason> reasons) {
        return reasons.stream().map(Reason::text).collect(Collectors.joining(" "));
    }

    long differences() {
        return differences;
    }

    List<Reason> reasons() {
        return reasons;
    }
}
