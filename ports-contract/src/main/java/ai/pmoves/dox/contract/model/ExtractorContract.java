package ai.pmoves.dox.contract.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Instructions;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link Extractor} does. */
public interface ExtractorContract {
    Instructions INSTRUCTIONS = new Instructions("Find people", Json.emptyList());

    Extractor extractor();

    /** A text in which the extractor finds something. */
    String text();

    @Test
    default void whoExtractsIsTold() {
        assertThat(extractor().provider()).matches("\\S+");
        extractor().model().ifPresent(model -> assertThat(model).isNotBlank());
    }

    @Test
    default void aTextSaysSomething() {
        assertThat(extractor().extract(text(), INSTRUCTIONS)).isNotEmpty();
    }

    @Test
    default void blankTextSaysNothing() {
        for (var blank : List.of("", " ", " \n\t")) {
            assertThat(extractor().extract(blank, INSTRUCTIONS)).isEmpty();
        }
    }

    @Test
    default void manyThreadsExtractAtOnce() throws Exception {
        Callable<List<Extraction>> extracting = () -> extractor().extract(text(), INSTRUCTIONS);
        var expected = extracting.call();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var extracted : threads.invokeAll(Collections.nCopies(8, extracting))) {
                assertThat(extracted.get()).isEqualTo(expected);
            }
        }
    }
}
