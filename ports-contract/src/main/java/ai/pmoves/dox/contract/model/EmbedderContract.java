package ai.pmoves.dox.contract.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.ports.search.Embedder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link Embedder} does. The embedder is open, and the same for every test or not. */
public interface EmbedderContract {

    Embedder embedder();

    @Test
    default void aVectorHasTheDimensionOfTheModel() {
        assertThat(one("an invoice").dimension()).isEqualTo(embedder().model().dimension());
    }

    @Test
    default void theModelDoesNotChange() {
        assertThat(embedder().model()).isEqualTo(embedder().model());
    }

    @Test
    default void theDeviceIsNamed() {
        assertThat(embedder().device()).isNotBlank();
    }

    @Test
    default void noTextsGiveNoVectors() {
        assertThat(embedder().embed(List.of())).isEmpty();
    }

    @Test
    default void vectorsComeInTheOrderOfTheirTexts() {
        var texts = new ArrayList<>(Embeddings.MIXED_TEXTS);
        var vectors = embedder().embed(texts);
        Collections.reverse(texts);
        assertThat(embedder().embed(texts)).isEqualTo(vectors.reversed());
    }

    @Test
    default void aTextHasTheSameVectorWhateverIsEmbeddedWithIt() {
        var texts = new ArrayList<>(Embeddings.MIXED_TEXTS);
        var alone = texts.stream().map(this::one).toList();
        assertThat(embedder().embed(texts)).isEqualTo(alone);

        var many = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            many.addAll(texts);
        }
        Collections.shuffle(many, new Random(7));
        var expected = many.stream().map(text -> alone.get(texts.indexOf(text))).toList();
        assertThat(embedder().embed(many)).isEqualTo(expected);
    }

    @Test
    default void textsOfOneMeaningAreNearerThanOthers() {
        var cancel = one("cancel a subscription");
        double related = Embeddings.cosine(cancel, one("terminate a membership"));
        double unrelated = Embeddings.cosine(cancel, one("bake a cake"));
        assertThat(related).isGreaterThan(unrelated);
    }

    @Test
    default void aBlankTextHasAVector() {
        assertThat(embedder().embed(List.of("", " \t\n"))).hasSize(2);
    }

    @Test
    default void aLongTextIsCutWhereTheModelStopsReading() {
        var readable = "revenue ".repeat(20_000);
        assertThat(one(readable + "unread")).isEqualTo(one(readable + "never seen"));
    }

    @Test
    default void anyUnicodeHasAVector() {
        var texts = List.of("Größe und Maß", "日本語の請求書", "счёт", "\uD83D\uDE42", "half a pair: \uD83D", "a\0b");
        assertThat(embedder().embed(texts)).hasSameSizeAs(texts);
    }

    @Test
    default void manyThreadsGetTheVectorsThatOneGets() throws Exception {
        var expected = embedder().embed(Embeddings.MIXED_TEXTS);
        Callable<List<Embedding>> task = () -> embedder().embed(Embeddings.MIXED_TEXTS);
        var tasks = Collections.nCopies(6, task);
        try (var threads = Executors.newFixedThreadPool(tasks.size())) {
            for (var vectors : threads.invokeAll(tasks)) {
                assertThat(vectors.get()).isEqualTo(expected);
            }
        }
    }

    private Embedding one(String text) {
        return embedder().embed(List.of(text)).getFirst();
    }
}
