package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.Chunks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log on a thread of its own while the caller writes what was read before, a few batches ahead at most,
 * so that memory stays the same however long the log is.
 *
 * <p>For one consumer. {@link #close} stops the reading.
 */
final class LogBatches implements AutoCloseable {
    private static final int BATCH = 2_000;
    private static final int AHEAD = 4;

    private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Thread reader;
    private volatile boolean closed;

    /** Some entries and their chunks; without entries it is the end, with the failure if there was one. */
    record Batch(
            List<LogEntry> entries,
            List<Chunk> chunks,
            @Nullable RuntimeException failure) {
        boolean isEmpty() {
            return entries.isEmpty();
        }
    }

    private LogBatches(Consumer<Consumer<LogEntry>> parse) {
        this.reader = Thread.ofPlatform().name("log-reader").daemon().unstarted(() -> fill(parse));
    }

    static LogBatches read(Consumer<Consumer<LogEntry>> parse) {
        var batches = new LogBatches(parse);
        batches.reader.start();
        return batches;
    }

    /** Returns the next entries, or an empty batch at the end; a failure to read is thrown here. */
    Batch next() {
        try {
            var batch = queue.take();
            if (batch.failure() != null) {
                throw batch.failure();
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a log was read", e);
        }
    }

    private void fill(Consumer<Consumer<LogEntry>> parse) {
        var pending = new ArrayList<LogEntry>(BATCH);
        RuntimeException failure = null;
        try {
            parse.accept(entry -> {
                pending.add(entry);
                if (pending.size() == BATCH) {
                    put(batch(pending));
                    pending.clear();
                }
            });
            if (!pending.isEmpty()) {
                put(batch(pending));
            }
        } catch (Stopped e) {
            return;
        } catch (RuntimeException e) {
            failure = e; // thrown by next(), in the thread that can handle it
        } catch (Error e) {
            failure = new IllegalStateException("the log reader died: " + e, e);
        }
        try {
            put(new Batch(List.of(), List.of(), failure));
        } catch (Stopped e) {
            // no caller waits for the end any more
            return;
        }
    }

    private static Batch batch(List<LogEntry> entries) {
        var chunks = new ArrayList<Chunk>(entries.size());
        for (var entry : entries) {
            Chunks.of(entry).ifPresent(chunks::add);
        }
        return new Batch(List.copyOf(entries), chunks, null);
    }

    private void put(Batch batch) {
        try {
            while (!queue.offer(batch, 100, TimeUnit.MILLISECONDS)) {
                if (closed) {
                    throw new Stopped();
                }
            }
        } catch (InterruptedException e) {
            throw new Stopped();
        }
    }

    @Override
    public void close() {
        closed = true;
        reader.interrupt();
    }

    private static final class Stopped extends RuntimeException {
        Stopped() {
            super(null, null, false, false);
        }
    }
}
