package ai.pmoves.dox.contract.model;

import static ai.pmoves.dox.contract.model.ProviderFailures.assertInterruptEnds;
import static ai.pmoves.dox.contract.model.ProviderFailures.assertProviderFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.ports.writing.Writer;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link Writer} does. */
public interface WriterContract {
    String PROMPT = "Write about members of clubs.";

    /** One whose provider answers with the prompt and white space around it. */
    Writer writer();

    /** One whose provider cannot be reached. */
    Writer unreachable();

    /** One whose provider answers with white space. */
    Writer speechless();

    /** One whose provider never answers, and that waits for seconds at most. */
    Writer impatient();

    /** One whose provider never answers, and that waits for a minute at least. */
    Writer patient();

    private static void assertFails(Writer writer) {
        assertProviderFails(() -> writer.write(PROMPT), writer.provider());
    }

    @Test
    default void whoWritesIsTold() {
        assertThat(writer().provider()).matches("\\S+");
    }

    @Test
    default void whatIsWrittenHasNoWhiteSpaceAroundIt() {
        assertThat(writer().write(PROMPT))
                .contains(PROMPT)
                .isEqualTo(writer().write(PROMPT).strip());
    }

    @Test
    default void aProviderThatCannotBeReachedFails() {
        assertFails(unreachable());
    }

    @Test
    default void aProviderThatWritesNothingFails() {
        assertFails(speechless());
    }

    @Test
    default void aProviderThatNeverAnswersFailsAfterATime() {
        assertFails(impatient());
    }

    @Test
    default void anInterruptEndsTheCall() throws InterruptedException {
        var writer = patient();
        assertInterruptEnds(() -> writer.write(PROMPT), writer.provider());
    }

    @Test
    default void manyThreadsWriteAtOnce() throws Exception {
        Callable<String> writing = () -> writer().write(PROMPT);
        var expected = writing.call();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var written : threads.invokeAll(Collections.nCopies(8, writing))) {
                assertThat(written.get()).isEqualTo(expected);
            }
        }
    }
}
