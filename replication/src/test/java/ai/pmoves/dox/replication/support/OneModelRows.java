package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.ports.rows.StoreRows;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of a store whose vectors are all from one model. */
final class OneModelRows implements StoreRows {
    private final StoreRows rows;
    private final OneModel model;

    OneModelRows(StoreRows rows, OneModel model) {
        this.rows = rows;
        this.model = model;
    }

    @Override
    public String description() {
        return rows.description();
    }

    @Override
    public long count(StoreTable table) {
        return rows.count(table);
    }

    @Override
    public void scan(StoreTable table, Consumer<Row> sink) {
        rows.scan(table, sink);
    }

    @Override
    public List<Row> find(StoreTable table, Collection<String> keys) {
        return rows.find(table, keys);
    }

    @Override
    public Written write(
            StoreTable table, List<Row> written, @Nullable Checkpoint checkpoint, List<Correction> corrections) {
        model.require(written);
        return rows.write(table, written, checkpoint, corrections);
    }

    @Override
    public List<Correction> corrections(StoreTable table) {
        return rows.corrections(table);
    }

    @Override
    public Written restore(StoreTable table, List<Row> restored) {
        model.require(restored);
        return rows.restore(table, restored);
    }

    @Override
    public int delete(StoreTable table, Collection<String> keys) {
        return rows.delete(table, keys);
    }

    @Override
    public Set<String> missing(StoreTable table, Collection<String> keys) {
        return rows.missing(table, keys);
    }

    @Override
    public Optional<Checkpoint> checkpoint(String source, StoreTable table) {
        return rows.checkpoint(source, table);
    }

    @Override
    public void forget(String source) {
        rows.forget(source);
    }
}
