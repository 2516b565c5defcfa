package ai.pmoves.dox.replication.cutover;

import java.util.List;

/** Why a cutover is refused; thrown within a transaction, it rolls that back. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;
    private final long differences;

    Refusal(String reason) {
        this(List.of(reason), 0);
    }

    /** @param differences rows that are known not to be the same in both stores */
    Refusal(List<String> reasons, long differences) {
        super(String.join(" ", reasons), null, false, false);
        this.reasons = List.copyOf(reasons);
        this.differences = differences;
    }

    long differences() {
        return differences;
    }

    List<String> reasons() {
        return reasons;
    }
}
