package ai.pmoves.dox.application.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogBatchesTest {
    private static LogEntry entry(int i) {
        return new LogEntry(
                Id.of("l" + i), Id.of("d"), null, null, null, null, null, i % 2 == 0 ? "message " + i : null, null);
    }

    @Test
    void everyEntryArrivesInOrderWithTheChunksOfThoseThatHaveAMessage() {
        var ids = new ArrayList<String>();
        int chunks = 0;
        try (var batches = LogBatches.read(sink -> {
            for (int i = 0; i < 7_001; i++) {
                sink.accept(entry(i));
            }
        })) {
            for (var batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
                batch.entries().forEach(e -> ids.add(e.id().value()));
                chunks += batch.chunks().size();
            }
        }
        assertThat(ids).hasSize(7_001).startsWith("l0", "l1").endsWith("l7000");
        assertThat(chunks).isEqualTo(3_501);
    }

    @Test
    void aFailureToReadComesOutWhereTheBatchesAreTaken() {
        try (var batches = LogBatches.read(sink -> {
            for (int i = 0; i < 2_000; i++) {
                sink.accept(entry(i));
            }
            throw new IllegalArgumentException("line 2001");
        })) {
            assertThat(batches.next().entries()).hasSize(2_000);
            assertThatThrownBy(batches::next)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("line 2001");
        }
    }

    @Test
    void anErrorOfTheReaderDoesNotLeaveTheWriterWaiting() {
        try (var batches = LogBatches.read(sink -> {
            throw new StackOverflowError("too deep");
        })) {
            assertThatThrownBy(batches::next).hasMessageContaining("too deep");
        }
    }

    @Test
    void theReaderIsOnlyAFewBatchesAheadAndStopsWhenItIsClosed() throws Exception {
        var given = new AtomicInteger();
        var stopped = new CountDownLatch(1);
        var batches = LogBatches.read(sink -> {
            try {
                for (int i = 0; i < 1_000_000; i++) {
                    sink.accept(entry(i));
                    given.incrementAndGet();
                }
            } finally {
                stopped.countDown();
            }
        });
        batches.next();
        batches.close();
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(given.get()).isLessThan(20_000);
    }
}
