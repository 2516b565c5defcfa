package ai.pmoves.dox.domain.rows;

import ai.pmoves.dox.domain.rows.RowDigest.Digest;
import java.util.BitSet;

/**
 * The digests of many rows, summed up by buckets of their keys: two stores whose sums are equal have the same rows.
 * Order does not matter. Not thread-safe.
 */
public final class BucketSums {
    /** How many buckets there are: few enough to keep, many enough that one holds few rows. */
    public static final int BUCKETS = 1 << 16;

    private final long[] high = new long[BUCKETS];
    private final long[] low = new long[BUCKETS];
    private final int[] rows = new int[BUCKETS];

    /** The bucket of a key, 0 to {@link #BUCKETS} - 1, the same in every store and every process. */
    public static int bucketOf(String key) {
        int hash = key.hashCode() * 0x9E3779B9; // spreads keys that differ in their last characters only
        return hash >>> Integer.SIZE - 16;
    }

    public void add(String key, Digest digest) {
        int bucket = bucketOf(key);
        high[bucket] += digest.high();
        low[bucket] += digest.low();
        rows[bucket]++;
    }

    /** How many rows were added. */
    public long count() {
        long count = 0;
        for (int inBucket : rows) {
            count += inBucket;
        }
        return count;
    }

    /** How many rows were added to a bucket. */
    public int count(int bucket) {
        return rows[bucket];
    }

    /** The buckets whose rows are not the same in both. */
    public BitSet differingFrom(BucketSums other) {
        var differing = new BitSet(BUCKETS);
        for (int i = 0; i < BUCKETS; i++) {
            if (high[i] != other.high[i] || low[i] != other.low[i] || rows[i] != other.rows[i]) {
                differing.set(i);
            }
        }
        return differing;
    }
}
