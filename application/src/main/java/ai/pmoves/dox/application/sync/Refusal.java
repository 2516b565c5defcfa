package ai.pmoves.dox.application.sync;

import java.util.List;

/** Why a switch is not made; undoes what the transaction that it comes out of has done. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> reasons;

    Refusal(String reason) {
        this(List.of(reason));
    }

    Refusal(List<String> reasons) {
        super(String.join(" ", reasons), null, false, false);
        this.reasons = List.copyOf(reasons);
    }

    List<String> reasons() {
        return reasons;
    }
}
