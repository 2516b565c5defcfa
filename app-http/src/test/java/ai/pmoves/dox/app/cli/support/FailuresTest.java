package ai.pmoves.dox.app.cli.support;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int execution(Exception failure, boolean debug) {
        var stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return Failures.execution(failure, new Console(stream, stream, false), false, debug);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID, 2",
        "NOT_FOUND, 1",
        "CONFLICT, 1",
        "FORBIDDEN, 1",
        "TOO_LARGE, 1",
        "UNSUPPORTED, 1",
        "INTERNAL, 1",
        "UNAVAILABLE, 4"
    })
    void theKindOfAFailureIsItsExitCode(FailureKind kind, int exitCode) {
        assertThat(Failures.exitCode(kind)).isEqualTo(exitCode);
    }

    @Test
    void aKnownFailureIsALineWithItsCode() {
        assertThat(execution(new DoxException(ErrorCode.STORE_UNAVAILABLE, "disk gone"), false))
                .isEqualTo(4);
        assertThat(err()).isEqualToNormalizingNewlines("error: disk gone [store.unavailable]\n");
    }

    @Test
    void aProgramGetsJson() {
        var out = new ByteArrayOutputStream();
        var console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        Failures.execution(new DoxException(ErrorCode.STORE_UNAVAILABLE, "disk gone"), console, true, false);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                {"status":"failed","code":"store.unavailable","error":"disk gone"}
                """);
        assertThat(err()).isEqualToNormalizingNewlines("error: disk gone [store.unavailable]\n");
    }

    @Test
    void aBugIsALineToo() {
        assertThat(execution(new IllegalStateException("a bug"), false)).isEqualTo(1);
        assertThat(err())
                .isEqualToNormalizingNewlines(
                        "error: unexpected failure: java.lang.IllegalStateException: a bug; DOX_DEBUG=1 shows where [internal]\n");
    }

    @Test
    void onRequestTheStackTraceComesFirst() {
        execution(new IllegalStateException("a bug"), true);

        assertThat(err().lines().toList())
                .startsWith("java.lang.IllegalStateException: a bug")
                .anyMatch(line -> line.contains("at ai.pmoves.dox.app.cli.support.FailuresTest."));
    }
}
