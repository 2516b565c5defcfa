package ai.pmoves.dox.jooq.rows;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.RowWriter.Checkpoint;
import java.util.Optional;
import org.jooq.DSLContext;

/** How far copies have come, a row for each source and table. */
final class TransferCheckpoints {
    private final String table;

    TransferCheckpoints(String table) {
        this.table = table;
    }

    void save(DSLContext dsl, Checkpoint checkpoint) {
        var sql = """
                insert into %s (source, table_name, position, key, is_done) values (?, ?, ?, ?, ?)
                on conflict (source, table_name) do update set
                    position = excluded.position, key = excluded.key, is_done = excluded.is_done""".formatted(table);
        dsl.execute(
                sql,
                checkpoint.source(),
                checkpoint.table().text(),
                checkpoint.position(),
                checkpoint.key(),
                checkpoint.isDone());
    }

    Optional<Checkpoint> find(DSLContext dsl, String source, StoreTable of) {
        var sql = "select position, key, is_done from %s where source = ? and table_name = ?".formatted(table);
        return dsl.fetchOptional(sql, source, of.text())
                .map(row -> new Checkpoint(
                        source, of, row.get(0, Long.class), row.get(1, String.class), row.get(2, Boolean.class)));
    }

    int remove(DSLContext dsl, String source) {
        return dsl.execute("delete from %s where source = ?".formatted(table), source);
    }

    void removeAll(DSLContext dsl) {
        dsl.execute("delete from " + table);
    }
}
