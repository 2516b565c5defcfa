package ai.pmoves.dox.domain.export;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.export.PomlPrompt.Example;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PomlPromptTest {
    private static final Tag TAG = new Tag(Id.of("t"), Id.of("d"), "one", null, null, null, 1);
    private static final LogEntry LOG =
            new LogEntry(Id.of("l"), Id.of("d"), "t", null, "ERROR", null, null, "m".repeat(500), null);

    private static PomlPrompt prompt(PomlVariant variant, int tags, int logs) {
        return new PomlPrompt(
                variant,
                "t",
                Optional.empty(),
                Optional.empty(),
                Collections.nCopies(tags, TAG),
                List.of(),
                Collections.nCopies(logs, LOG));
    }

    @Test
    void onlyTheFirstCount() {
        assertThat(prompt(PomlVariant.GENERIC, 5, 200).tags()).hasSize(PomlPrompt.MOST_EXAMPLES);
        assertThat(prompt(PomlVariant.GENERIC, 5, 200).logs()).hasSize(PomlPrompt.MOST_LOGS);
    }

    @Test
    void tagsAreExamplesAndForTroubleshootingEntries() {
        var ofTag = new Example("What is this document about?", "one");
        assertThat(prompt(PomlVariant.GENERIC, 1, 1).examples()).containsExactly(ofTag);
        assertThat(prompt(PomlVariant.TROUBLESHOOT, 1, 0).examples()).containsExactly(ofTag);
        assertThat(prompt(PomlVariant.TROUBLESHOOT, 1, 1).examples()).containsExactly(new Example("m".repeat(120), ""));
        assertThat(prompt(PomlVariant.TROUBLESHOOT, 0, 1).examples()).isEmpty();
    }

    @Test
    void anUnknownVariantIsTheGenericOne() {
        assertThat(PomlVariant.of("Troubleshoot ")).isEqualTo(PomlVariant.TROUBLESHOOT);
        assertThat(PomlVariant.of("poem")).isEqualTo(PomlVariant.GENERIC);
        assertThat(PomlVariant.of("")).isEqualTo(PomlVariant.GENERIC);
    }
}
