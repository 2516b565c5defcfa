package ai.pmoves.dox.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.ports.search.Embedder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyEmbedderTest {
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();
    private final LazyEmbedder embedder = new LazyEmbedder(this::load);

    private Embedder load() {
        if (loads.incrementAndGet() == 1) {
            throw new IllegalStateException("not yet");
        }
        return new Embedder() {
            @Override
            public ModelId model() {
                return new ModelId("none", "1", 384);
            }

            @Override
            public List<Embedding> embed(List<String> texts) {
                return List.of();
            }

            @Override
            public String device() {
                return "cpu";
            }

            @Override
            public void close() {
                closes.incrementAndGet();
            }
        };
    }

    @Test
    void aModelThatNobodyNeedsIsNeitherLoadedNorClosed() {
        embedder.close();

        assertThat(loads).hasValue(0);
        assertThat(closes).hasValue(0);
        assertThatThrownBy(embedder::get).hasMessage("the model is closed");
    }

    @Test
    void aFailureIsTriedAgainAndASuccessIsKeptForAllThreads() throws Exception {
        assertThatThrownBy(embedder::get).hasMessage("not yet");

        var calls = new ArrayList<Callable<Embedder>>();
        for (int i = 0; i < 20; i++) {
            calls.add(embedder::get);
        }
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get()).isSameAs(embedder.get());
            }
        }
        assertThat(loads).hasValue(2);

        embedder.close();
        assertThat(closes).hasValue(1);
    }
}
