package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.domain.sync.RowChange;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order in which changes can be made one by one: rows with parents before children, then removals the other way. */
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
