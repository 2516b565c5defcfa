package ai.pmoves.dox.sqlite.internal.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the best so far of many neighbours; of equal ones the older chunk. */
final class Nearest {
    private static final Comparator<Neighbour> BEST_FIRST =
            Comparator.comparingDouble((Neighbour n) -> n.cosine()).reversed().thenComparingLong(Neighbour::chunkNo);

    private final int limit;
    private final PriorityQueue<Neighbour> heap = new PriorityQueue<>(BEST_FIRST.reversed());

    Nearest(int limit) {
        this.limit = limit;
    }

    /** A chunk and its cosine. */
    record Neighbour(long chunkNo, float cosine) {}

    /** The cosine that a neighbour has to reach. */
    float floor() {
        return heap.size() < limit ? 0 : heap.element().cosine();
    }

    void offer(float cosine, long chunkNo) {
        heap.add(new Neighbour(chunkNo, cosine));
        if (heap.size() > limit) {
            heap.remove();
        }
    }

    List<Neighbour> best() {
        var sorted = new ArrayList<>(heap);
        sorted.sort(BEST_FIRST);
        return sorted;
    }
}
