package ai.pmoves.dox.testing.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions on failures that callers can act on. */
public final class Errors {
    private Errors() {}

    /** @param remedy what it has to name as such */
    public static void assertFails(ThrowingCallable call, ErrorCode code, Remedy remedy, String... messageParts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> assertThat(e.remedy())
                .contains(remedy));
        assertFails(call, code, messageParts);
    }

    /** @param messageParts what its message has to tell */
    public static void assertFails(ThrowingCallable call, ErrorCode code, String... messageParts) {
        assertThatThrownBy(call).isInstanceOfSatisfying(DoxException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            for (var part : messageParts) {
                assertThat(e.getMessage()).contains(part);
            }
        });
    }
}
