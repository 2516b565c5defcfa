package ai.pmoves.dox.application.search;

import static ai.pmoves.dox.application.Library.upload;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.Library;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.search.Embedder;
import ai.pmoves.dox.testing.embedded.Vectors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chunks are embedded, found, and made anew. */
class SearchTest {
    @TempDir
    private Path home;

    private final List<String> embedded = new ArrayList<>();
    private Library library;
    private SearchChunks search;
    private EmbedChunks embedChunks;

    /** Texts about gates look one way, all others another. */
    private final class Gates implements Embedder {
        @Override
        public ModelId model() {
            return Vectors.MODEL;
        }

        @Override
        public List<Embedding> embed(List<String> texts) {
            embedded.addAll(texts);
            return texts.stream()
                    .map(text -> Vectors.at(text.contains("gate") || text.contains("portal") ? 0 : 90))
                    .toList();
        }

        @Override
        public String device() {
            return "cpu";
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    @BeforeEach
    void open() {
        library = new Library(home);
        search = new SearchChunks(library.store, Gates::new);
        embedChunks = new EmbedChunks(library.store, Gates::new);
        library.log();
    }

    @AfterEach
    void close() {
        library.close();
    }

    private List<String> found(String words, SearchMode mode) {
        return search.search(words, mode, ChunkFilter.NONE, 1).hits().stream()
                .map(hit -> hit.chunk().text())
                .toList();
    }

    @Test
    void aMeaningIsFoundOnceItsChunkIsEmbedded() {
        assertThat(embedChunks.pending(Vectors.MODEL)).isEqualTo(2);
        assertThat(found("portal", SearchMode.TEXT)).isEmpty();
        embedChunks.embedAll(done -> {});
        assertThat(embedChunks.pending(Vectors.MODEL)).isZero();
        assertThat(found("portal", SearchMode.VECTOR))
                .singleElement()
                .asString()
                .contains("gate");
        assertThat(found("quiet", SearchMode.HYBRID)).singleElement().asString().contains("quiet");
    }

    @Test
    void eachTextIsEmbeddedOnce() {
        library.documents.xml(upload("again.xml", Library.LOG.replace("<log>", "<log >")));
        embedChunks.embedAll(done -> {});
        assertThat(embedded).doesNotHaveDuplicates();
        assertThat(embedChunks.pending(Vectors.MODEL)).isZero();
    }

    @Test
    void aRebuiltIndexHasTheSameChunksAndKeepsTheirVectors() {
        embedChunks.embedAll(done -> {});
        embedded.clear();
        assertThat(new RebuildIndex(library.store).rebuild()).isEqualTo(2);
        embedChunks.embedAll(done -> {});
        assertThat(embedded).isEmpty();
        assertThat(found("portal", SearchMode.VECTOR))
                .singleElement()
                .asString()
                .contains("gate");
    }

    @Test
    void withoutAModelWordsAnswerAndSaySo() {
        var without = new SearchChunks(library.store, () -> {
            throw new DoxException(ErrorCode.MODEL_UNAVAILABLE, "The model is not there.");
        });
        var answer = without.search("gate", SearchMode.HYBRID, ChunkFilter.NONE, 10);
        assertThat(answer.mode()).isEqualTo(SearchMode.TEXT);
        assertThat(answer.notice().orElseThrow().text()).contains("The model is not there.");
        assertThat(answer.hits()).hasSize(1);
        assertFails(() -> without.search("gate", SearchMode.VECTOR, ChunkFilter.NONE, 10), ErrorCode.MODEL_UNAVAILABLE);
    }

    @Test
    void blankTextFindsNothing() {
        assertThat(search.search(" ", SearchMode.HYBRID, ChunkFilter.NONE, 10).hits())
                .isEmpty();
    }
}
