package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.sync.RowChange;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Orders changes so that foreign keys hold after each: rows parents first, then removals children first. */
public final class ParentsFirst {
    public static final Comparator<RowChange> ORDER = (one, other) -> {
        if (one.isRemoval() != other.isRemoval()) {
            return one.isRemoval() ? 1 : -1;
        }
        int byKey = one.key().compareTo(other.key());
        return one.isRemoval() ? -byKey : byKey;
    };

    private ParentsFirst() {}

    public static List<RowChange> sorted(Collection<RowChange> changes) {
        return changes.stream().sorted(ORDER).toList();
    }
}
