package ai.pmoves.dox.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.pmoves.dox.ports.search.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class DjlEmbedderTest {
    @TempDir
    Path directory;

    private Embedder embedder;

    @BeforeEach
    void open() throws IOException {
        embedder =
                DjlEmbedder.open(TestModels.config(TestModels.tiny(directory, TinyOnnx.graph(384, "attention_mask"))));
    }

    @AfterEach
    void close() {
        embedder.close();
    }

    @Test
    void aClosedEmbedderRefusesTexts() {
        embedder.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> embedder.embed(List.of()))
                .withMessage("the embedder is closed");
        assertThat(embedder.device()).isEqualTo("cpu");
    }

    @Test
    void closingAgainDoesNothing() {
        embedder.close();
        embedder.close();
    }

    @Test
    @Timeout(60)
    void closingAmidBulkCallsLetsNobodyHang() throws Exception {
        var texts = Collections.nCopies(50_000, "an invoice");
        var started = new CountDownLatch(6);
        try (var threads = Executors.newFixedThreadPool(6)) {
            var calls = new ArrayList<Future<?>>();
            for (int i = 0; i < 6; i++) {
                calls.add(threads.submit(() -> {
                    started.countDown();
                    return embedder.embed(texts);
                }));
            }
            started.await();
            embedder.close();
            for (var call : calls) {
                assertThat(call)
                        .failsWithin(Duration.ofSeconds(30))
                        .withThrowableOfType(ExecutionException.class)
                        .withCauseInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    @Timeout(120)
    void aQueryDoesNotWaitForWholeBulkCalls() throws Exception {
        var texts = Collections.nCopies(20_000, "an invoice");
        try (var threads = Executors.newFixedThreadPool(3)) {
            var bulk = List.of(
                    threads.submit(() -> embedder.embed(texts)),
                    threads.submit(() -> embedder.embed(texts)),
                    threads.submit(() -> embedder.embed(texts)));
            for (int i = 0; i < 10; i++) {
                embedder.embed(List.of("a query"));
            }
            assertThat(bulk).noneMatch(Future::isDone);
            embedder.close();
        }
    }
}
