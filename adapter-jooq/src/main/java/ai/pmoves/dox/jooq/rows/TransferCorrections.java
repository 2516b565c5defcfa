package ai.pmoves.dox.jooq.rows;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.Correction;
import java.util.List;
import org.jooq.DSLContext;

/** Corrected rows, each once. */
final class TransferCorrections {
    private final String table;

    TransferCorrections(String table) {
        this.table = table;
    }

    void save(DSLContext dsl, StoreTable of, List<Correction> corrections) {
        var sql = """
                insert into %s (table_name, key, original_digest, row_key) values (?, ?, ?, ?)
                on conflict (table_name, key) do update set
                    original_digest = excluded.original_digest, row_key = excluded.row_key""".formatted(table);
        for (var correction : corrections) {
            dsl.execute(sql, of.text(), correction.key(), correction.originalDigest(), correction.rowKey());
        }
    }

    List<Correction> find(DSLContext dsl, StoreTable of) {
        return dsl.fetch(
                        "select key, original_digest, row_key from %s where table_name = ?".formatted(table), of.text())
                .map(row ->
                        new Correction(row.get(0, String.class), row.get(1, String.class), row.get(2, String.class)));
    }

    void removeAll(DSLContext dsl) {
        dsl.execute("delete from " + table);
    }
}
