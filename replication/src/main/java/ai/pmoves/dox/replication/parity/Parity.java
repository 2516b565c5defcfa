package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.BucketSums;
import ai.pmoves.dox.domain.rows.RowDigest;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Measures whether two stores hold the same.
 *
 * <p>Each store is read in one pass, both at the same time, and the digests of its rows are summed up in buckets of
 * their keys. Only buckets that differ are searched, and each differing row in them is read again from both stores
 * until it is equal or has stayed different for the settling time. So stores that are being written to can be compared,
 * and the memory that it takes does not grow with them.
 */
public final class Parity {
    private final RowReader primary;
    private final RowReader secondary;

    public Parity(RowReader primary, RowReader secondary) {
        this.primary = primary;
        this.secondary = secondary;
    }

    /**
     * Compares, and returns the result of each table, in the order of {@link StoreTable}.
     *
     * @param differences receives each row that differs, table by table, in no order within one
     * @param done receives each table that has been compared
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.unavailable} if a store cannot be read
     */
    public List<TableParity> compare(
            ParityOptions options, Consumer<Difference> differences, Consumer<TableParity> done) {
        var tables = new ArrayList<TableParity>();
        try (var readers = Executors.newFixedThreadPool(
                2, Thread.ofPlatform().name("parity-", 0).daemon().factory())) {
            for (var table : StoreTable.values()) {
                if (options.tables().contains(table)) {
                    var parity = compare(table, options, readers, differences);
                    tables.add(parity);
                    done.accept(parity);
                }
            }
        }
        return List.copyOf(tables);
    }

    private TableParity compare(
            StoreTable table, ParityOptions options, Executor readers, Consumer<Difference> differences) {
        long begin = System.nanoTime();
        var ofPrimary = CompletableFuture.supplyAsync(() -> TablePass.over(primary, table), readers);
        var ofSecondary = CompletableFuture.supplyAsync(() -> TablePass.over(secondary, table), readers);
        var passHere = await(ofPrimary);
        var passThere = await(ofSecondary);
        var here = passHere.sums();
        var there = passThere.sums();
        var differing = here.differingFrom(there);
        if (options.isSubset() && !differing.isEmpty()) {
            differing = withoutExtra(table, here, differing);
        }
        var findings = new DrillDown(primary, secondary, table, options, passHere.model(), passThere.model())
                .look(differing, here, differences);
        return new TableParity(
                table,
                here.count(),
                there.count(),
                findings.differences(),
                options.isSubset() ? Math.max(0, there.count() - here.count()) : 0,
                findings.awaitingVectors(),
                Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The buckets that still differ when only keys of the primary count in the secondary. */
    private BitSet withoutExtra(StoreTable table, BucketSums here, BitSet differing) {
        var keys = new KeySet();
        primary.scan(table, row -> keys.add(row.id()));
        keys.seal();
        var sums = new BucketSums();
        var digest = new RowDigest();
        secondary.scan(table, row -> {
            if (keys.mayContain(row.id())) {
                sums.add(row.id(), digest.of(row));
            }
        });
        var still = here.differingFrom(sums);
        still.and(differing);
        return still;
    }

    private static <T> T await(CompletableFuture<T> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
