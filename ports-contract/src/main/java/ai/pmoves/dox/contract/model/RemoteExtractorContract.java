package ai.pmoves.dox.contract.model;

import static ai.pmoves.dox.contract.model.ProviderFailures.assertInterruptEnds;
import static ai.pmoves.dox.contract.model.ProviderFailures.assertProviderFails;

import ai.pmoves.dox.ports.tagging.Extractor;
import org.junit.jupiter.api.Test;

/** What every {@link Extractor} does that asks a provider. */
public interface RemoteExtractorContract extends ExtractorContract {

    /** One whose provider cannot be reached. */
    Extractor unreachable();

    /** One whose provider answers what makes no sense. */
    Extractor nonsensical();

    /** One whose provider never answers, and that waits for seconds at most. */
    Extractor impatient();

    /** One whose provider never answers, and that waits for a minute at least. */
    Extractor patient();

    private void assertFails(Extractor extractor) {
        assertProviderFails(() -> extractor.extract(text(), INSTRUCTIONS), extractor.provider());
    }

    @Test
    default void aProviderThatCannotBeReachedFails() {
        assertFails(unreachable());
    }

    @Test
    default void aProviderThatAnswersNonsenseFails() {
        assertFails(nonsensical());
    }

    @Test
    default void aProviderThatNeverAnswersFailsAfterATime() {
        assertFails(impatient());
    }

    @Test
    default void anInterruptEndsTheCall() throws InterruptedException {
        var extractor = patient();
        assertInterruptEnds(() -> extractor.extract(text(), INSTRUCTIONS), extractor.provider());
    }
}
