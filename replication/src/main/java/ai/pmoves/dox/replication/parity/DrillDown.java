package ai.pmoves.dox.replication.parity;

import ai.pmoves.dox.domain.rows.BucketSums;
import ai.pmoves.dox.domain.rows.RowDigest;
import ai.pmoves.dox.domain.rows.RowDigest.Digest;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the rows that make buckets differ. Not thread-safe. */
final class DrillDown {
    /** Keys that are kept in memory at a time; a pass reads as many buckets as hold about so many. */
    private static final int KEYS_OF_A_PASS = 50_000;

    private static final int READS = 5;

    private final RowReader primary;
    private final RowReader secondary;
    private final StoreTable table;
    private final ParityOptions options;
    private final RowComparison comparison;
    private final @Nullable String modelHere;
    private final @Nullable String modelThere;
    private long found;
    private long awaitingVectors;

    /**
     * @param modelHere the model of the primary's vectors, if it has any
     * @param modelThere the model of the secondary's vectors
     */
    DrillDown(
            RowReader primary,
            RowReader secondary,
            StoreTable table,
            ParityOptions options,
            @Nullable String modelHere,
            @Nullable String modelThere) {
        this.primary = primary;
        this.secondary = secondary;
        this.table = table;
        this.options = options;
        this.comparison = new RowComparison(primary, secondary);
        this.modelHere = modelHere;
        this.modelThere = modelThere;
    }

    record Findings(long differences, long awaitingVectors) {}

    /** Finds the rows; to be called once. */
    Findings look(BitSet buckets, BucketSums sums, Consumer<Difference> differences) {
        var pass = new BitSet(BucketSums.BUCKETS);
        long keys = 0;
        for (int bucket = buckets.nextSetBit(0); bucket >= 0; bucket = buckets.nextSetBit(bucket + 1)) {
            pass.set(bucket);
            keys += Math.max(1, sums.count(bucket));
            if (keys >= KEYS_OF_A_PASS || buckets.nextSetBit(bucket + 1) < 0) {
                look(pass, differences);
                pass.clear();
                keys = 0;
            }
        }
        return new Findings(found, awaitingVectors);
    }

    private void look(BitSet buckets, Consumer<Difference> differences) {
        compare(settled(suspects(buckets)), difference -> {
            if (RowComparison.isAwaitingVector(difference, modelHere, modelThere)) {
                awaitingVectors++;
            } else if (!options.ignored().test(difference)) {
                found++;
                differences.accept(difference);
            }
        });
    }

    /** Reads the rows again; hands out those that differ. */
    private void compare(List<String> keys, Consumer<Difference> differences) {
        comparison.compare(table, keys, difference -> {
            if (!options.isSubset() || difference.kind() != Difference.Kind.EXTRA) {
                differences.accept(difference);
            }
        });
    }

    /** The keys whose rows were not the same when each store was read. */
    private List<String> suspects(BitSet buckets) {
        var here = digests(primary, buckets);
        var there = digests(secondary, buckets);
        var suspects = new ArrayList<String>();
        here.forEach((key, digest) -> {
            if (!digest.equals(there.remove(key))) {
                suspects.add(key);
            }
        });
        if (!options.isSubset()) {
            suspects.addAll(there.keySet());
        }
        return suspects;
    }

    private Map<String, Digest> digests(RowReader store, BitSet buckets) {
        var digests = new HashMap<String, Digest>();
        var digest = new RowDigest();
        store.scan(table, row -> {
            if (buckets.get(BucketSums.bucketOf(row.id()))) {
                digests.put(row.id(), digest.of(row));
            }
        });
        return digests;
    }

    /** Reads the rows again until they are equal or the settling time is over, and returns the keys of the others. */
    private List<String> settled(List<String> keys) {
        List<String> open = keys;
        for (int i = 1; i < READS && !open.isEmpty(); i++) {
            var differing = new ArrayList<String>();
            compare(open, difference -> differing.add(difference.key()));
            open = differing;
            if (!open.isEmpty()) {
                pause(options.settlingTime().toMillis() / (READS - 1));
            }
        }
        return open;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the comparison was interrupted", e);
        }
    }
}
