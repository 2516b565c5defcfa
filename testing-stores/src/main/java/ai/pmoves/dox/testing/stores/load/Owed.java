package ai.pmoves.dox.testing.stores.load;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What has been acknowledged to one writer. Belongs to one thread; others read it when that has ended. */
final class Owed {
    private final Map<Id<Artifact>, Row> rows = new TreeMap<>();
    private final Set<Id<Artifact>> removed = new HashSet<>();
    private long acknowledged;

    /**
     * A row that is there.
     *
     * @param count how often it was changed, which stands in the row, too
     */
    record Row(long count, Set<Id<Fact>> facts) {}

    Map<Id<Artifact>, Row> rows() {
        return rows;
    }

    Set<Id<Artifact>> removed() {
        return removed;
    }

    long acknowledged() {
        return acknowledged;
    }

    void added(Id<Artifact> id) {
        rows.put(id, new Row(0, new HashSet<>()));
        acknowledged++;
    }

    void changed(Id<Artifact> id, long count) {
        rows.computeIfPresent(id, (same, row) -> new Row(count, row.facts()));
        acknowledged++;
    }

    void factAdded(Id<Artifact> id, Id<Fact> fact) {
        rows.get(id).facts().add(fact);
        acknowledged++;
    }

    void removed(Id<Artifact> id) {
        rows.remove(id);
        removed.add(id);
        acknowledged++;
    }
}
