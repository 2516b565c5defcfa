package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions on failures that callers can act on. */
public final class Errors {
    private Errors() {}

    public static void assertFails(ThrowingCallable call, ErrorCode code, String... messageParts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            for (var part : messageParts) {
                assertThat(e.getMessage()).contains(part);
            }
        });
    }
}
