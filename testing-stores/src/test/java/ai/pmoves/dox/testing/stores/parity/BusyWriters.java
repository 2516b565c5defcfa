package ai.pmoves.dox.testing.stores.parity;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that write the same to two stores, first to one of them and a moment later to the other, until closed. */
final class BusyWriters implements AutoCloseable {
    private static final int WRITERS = 3;
    private static final int LONGEST_LAG_MILLIS = 20;

    private final List<Store> stores;
    private final ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicBoolean isOver = new AtomicBoolean();
    private final AtomicLong writes = new AtomicLong();

    private BusyWriters(List<Store> stores) {
        this.stores = stores;
    }

    /** @param rows those that are changed, removed and added again; nobody else touches them */
    static BusyWriters start(List<Store> stores, List<Row> rows) {
        var writers = new BusyWriters(stores);
        for (int i = 0; i < WRITERS; i++) {
            int first = i;
            var own = new ArrayList<Row>();
            for (int k = first; k < rows.size(); k += WRITERS) {
                own.add(rows.get(k));
            }
            writers.running.add(writers.threads.submit(() -> writers.write(own, new Random(first))));
        }
        return writers;
    }

    long writes() {
        return writes.get();
    }

    private void write(List<Row> own, Random random) {
        for (long i = 0; !isOver.get(); i++) {
            var row = changed(own.get(random.nextInt(own.size())), i);
            boolean isRemoved = random.nextInt(4) == 0;
            int first = random.nextInt(2);
            put(stores.get(first), row, isRemoved);
            pause(random.nextInt(LONGEST_LAG_MILLIS));
            put(stores.get(1 - first), row, isRemoved);
            writes.incrementAndGet();
        }
    }

    private static void put(Store store, Row row, boolean isRemoved) {
        if (isRemoved) {
            store.rows().delete(row.table(), List.of(row.id()));
        } else {
            store.rows().restore(row.table(), List.of(row));
        }
    }

    private static Row changed(Row row, long number) {
        return switch (row.table()) {
            case LOG_ENTRIES -> row.with("message", "message " + number);
            case TAGS -> row.with("revision", number);
            case API_ENDPOINTS -> row.with("tags", Json.of(List.of(number)));
            case SEARCH_CHUNKS -> row.with("text", "text " + number);
            default -> row;
        };
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Ends them when each has written to both stores what it wrote to one. */
    @Override
    public void close() throws ExecutionException {
        isOver.set(true);
        threads.shutdown();
        for (var writer : running) {
            try {
                writer.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    static List<StoreTable> tables() {
        return List.of(StoreTable.LOG_ENTRIES, StoreTable.TAGS, StoreTable.API_ENDPOINTS, StoreTable.SEARCH_CHUNKS);
    }
}
