package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.rows.Correction;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A store as it would be if tables of it had been emptied, for a dry run.
 *
 * @param emptied the tables that are read as if they had no rows
 */
public record EmptiedTarget(CopyTarget target, Set<StoreTable> emptied) implements CopyTarget {

    @Override
    public String description() {
        return target.description();
    }

    @Override
    public long count(StoreTable table) {
        return emptied.contains(table) ? 0 : target.count(table);
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        if (!emptied.contains(table)) {
            target.scan(table, sink);
        }
    }

    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        return emptied.contains(table) ? List.of() : target.find(table, keys);
    }

    @Override
    public List<Correction> corrections(StoreTable table) {
        return emptied.contains(table) ? List.of() : target.corrections(table);
    }
}
