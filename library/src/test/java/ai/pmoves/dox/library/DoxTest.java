package ai.pmoves.dox.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.application.ingest.IngestOutcome.Status;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.search.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoxTest {
    @TempDir
    private Path home;

    private DoxBuilder withoutModel() {
        return Dox.builder().home(home).embedder(DoxTest::noModel);
    }

    private static Embedder noModel() {
        throw new DoxException(ErrorCode.MODEL_UNAVAILABLE, "There is no model.");
    }

    private static List<String> byWords(Dox dox, String text) {
        return dox.searchChunks().search(text, SearchMode.TEXT, ChunkFilter.NONE, 10).hits().stream()
                .map(hit -> hit.chunk().text())
                .toList();
    }

    @Test
    void theDefaultsIngestFindAndTag() {
        try (var dox = Dox.builder().home(home).build()) {
            var log = dox.ingest(Samples.LOG);
            var report = dox.ingest(Samples.PDF);
            dox.ingest(Samples.TABLE);
            dox.ingest(Samples.API);
            assertThat(log.rows()).isEqualTo(7);
            assertThat(dox.embed()).isPositive();

            var answer = dox.search("trouble at the payment gateway");
            assertThat(answer.mode()).isEqualTo(SearchMode.HYBRID);
            assertThat(answer.hits().getFirst().chunk().text()).contains("Payment gateway timed out");

            assertThat(dox.tag(log).tags()).contains("Payment");
            assertThat(dox.tag(report).tags()).isNotEmpty();
        }
        assertThat(home.resolve("db.sqlite3")).isRegularFile();
        assertThat(home.resolve("uploads")).isNotEmptyDirectory();
    }

    @Test
    void whatWasIngestedIsThereAtTheNextStart() {
        try (var dox = withoutModel().build()) {
            assertThat(dox.ingest(Samples.LOG).status()).isEqualTo(Status.SUCCESS);
        }
        try (var dox = withoutModel().build()) {
            var again = dox.ingest(Samples.LOG);
            assertThat(again.status()).isEqualTo(Status.SKIPPED);
            assertThat(byWords(dox, "gateway")).hasSize(1);
            assertThat(dox.tag(again).tags()).contains("Payment");
        }
    }

    @Test
    void withoutAModelSearchAnswersByWords() {
        try (var dox = withoutModel().build()) {
            dox.ingest(Samples.LOG);

            var answer = dox.search("gateway");
            assertThat(answer.hits()).hasSize(1);
            assertThat(answer.notice().orElseThrow().text()).isEqualTo("Answered by words alone: There is no model.");
            assertThatThrownBy(dox::embed).hasMessage("There is no model.");
        }
    }

    @Test
    void aFileThatCannotBeReadIsAnException() throws IOException {
        var broken = Files.writeString(home.resolve("broken.xml"), "<log><entry>");
        try (var dox = withoutModel().build()) {
            assertThatThrownBy(() -> dox.ingest(broken))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_UNREADABLE));
            assertThatThrownBy(() -> dox.ingest(home.resolve("nowhere.pdf")))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.PATH_INVALID));
        }
    }

    @Test
    void aTableHasNoTextToTag() {
        try (var dox = withoutModel().build()) {
            var table = dox.ingest(Samples.TABLE);

            assertThatThrownBy(() -> dox.tag(table))
                    .isInstanceOfSatisfying(
                            DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DOCUMENT_NOT_FOUND));
        }
    }

    @Test
    void closingTwiceIsFine() {
        var dox = withoutModel().build();
        dox.close();
        dox.close();

        assertThatThrownBy(dox::embedder).hasMessage("the model is closed");
    }

    @Test
    void twoOnOneHomeReadWhatTheOtherWrote() throws Exception {
        try (var other = withoutModel().build()) {
            try (var one = withoutModel().build();
                    var threads = Executors.newFixedThreadPool(2)) {
                List<Callable<Status>> calls =
                        List.of(() -> one.ingest(Samples.LOG).status(), () -> other.ingest(Samples.API)
                                .status());
                for (var call : threads.invokeAll(calls)) {
                    assertThat(call.get()).isEqualTo(Status.SUCCESS);
                }
                assertThat(byWords(one, "Terminate membership")).isNotEmpty();
                assertThat(other.ingest(Samples.LOG).status()).isEqualTo(Status.SKIPPED);
            }
            assertThat(byWords(other, "gateway")).hasSize(1);
        }
    }

    @Test
    void readingMakesNothing() {
        var missing = home.resolve("missing");

        assertThatThrownBy(() -> Dox.builder().home(missing).readOnly().build())
                .isInstanceOfSatisfying(
                        DoxException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_MISSING));
        assertThat(missing).doesNotExist();
    }

    @Test
    void readingFindsWhatIsThere() {
        try (var dox = withoutModel().build()) {
            dox.ingest(Samples.LOG);
        }
        try (var dox = withoutModel().readOnly().build()) {
            assertThat(byWords(dox, "gateway")).hasSize(1);
        }
    }
}
