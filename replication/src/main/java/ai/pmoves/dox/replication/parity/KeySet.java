package ai.pmoves.dox.replication.parity;

import java.util.Arrays;

/** A set of key hashes, eight bytes each: no false negatives, and few false positives. Not thread-safe. */
final class KeySet {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private long[] hashes = new long[1 << 10];
    private int size;

    void add(String key) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        hashes[size++] = hash(key);
    }

    /** Ends adding; after it, {@link #mayContain} can be called. */
    void seal() {
        Arrays.sort(hashes, 0, size);
    }

    /** Whether the key was added; rarely true for another. */
    boolean mayContain(String key) {
        return Arrays.binarySearch(hashes, 0, size, hash(key)) >= 0;
    }

    private static long hash(String key) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
