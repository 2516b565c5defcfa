package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.RowChange;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.pair.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Changes that were on their way at some time, and arrive once more, much later. Not thread-safe. */
final class LatePost {
    private static final int ROWS = 200;

    private final Pair pair;
    private final Set<RowKey> except;
    private final Set<String> rows = new TreeSet<>();
    private List<Post> post = new ArrayList<>();
    private Optional<FeedPlace> lastPlace;
    private long delivered;

    private record Post(List<RowChange> changes, Consumer<List<RowChange>> delivery) {}

    /** @param except rows that are left out */
    LatePost(Pair pair, Set<RowKey> except) {
        this.pair = pair;
        this.except = except;
        this.lastPlace = place();
    }

    private Optional<FeedPlace> place() {
        return pair.edge().sync().place(pair.hub().sync().role().storeId());
    }

    /** The keys of the changes that have arrived once more, or may have. */
    Set<String> rows() {
        return rows;
    }

    /** How many changes have arrived once more. */
    long delivered() {
        return delivered;
    }

    /** Takes copies of what waits to be sent, and of what was taken lately. */
    void copy() {
        try {
            copySent();
            copyTaken();
        } catch (DoxException e) {
            requireAway(e); // the next time
        }
    }

    private void copySent() {
        var edge = pair.edge().sync();
        var sender = edge.role();
        var waiting = edge.unsent(ROWS).stream().filter(this::isMeant).toList();
        if (!waiting.isEmpty()) {
            post.add(new Post(waiting, changes -> pair.hub().sync().receive(sender, changes)));
        }
    }

    private void copyTaken() {
        var edge = pair.edge().sync();
        var before = lastPlace;
        lastPlace = place();
        if (before.isPresent() && !edge.role().isPrimary()) {
            pair.hub()
                    .sync()
                    .feed(before.get().cursor(), edge.role().storeId(), ROWS)
                    .ifPresent(page -> page.changes().stream()
                            .filter(this::isMeant)
                            .forEach(change ->
                                    post.add(new Post(List.of(change), changes -> edge.take(changes, null)))));
        }
    }

    private boolean isMeant(RowChange change) {
        return !except.contains(change.key());
    }

    /** Delivers the copies, but for those of rows that have lost their parents since; later, if a store is away. */
    void deliver() {
        var later = new ArrayList<Post>();
        for (var one : post) {
            one.changes().forEach(change -> rows.add(change.key().key()));
            try {
                one.delivery().accept(one.changes());
                delivered += one.changes().size();
            } catch (DoxException e) {
                if (e.code() != ErrorCode.PARENT_MISSING) {
                    requireAway(e);
                    later.add(one);
                }
            }
        }
        post = later;
    }

    private static void requireAway(DoxException e) {
        if (!e.code().isOfStoreAway()) {
            throw e;
        }
    }
}
