package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.rows.Correction;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A store that is not there yet, for a dry run. */
public record EmptyTarget(String description) implements CopyTarget {

    @Override
    public long count(StoreTable table) {
        return 0;
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        // it has no rows
    }

    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        return List.of();
    }

    @Override
    public List<Correction> corrections(StoreTable table) {
        return List.of();
    }
}
