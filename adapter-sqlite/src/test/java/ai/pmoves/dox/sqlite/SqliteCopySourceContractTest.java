package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.contract.store.CopySourceContract;
import ai.pmoves.dox.contract.store.OddRows;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store's file, some of whose values are damaged, passes the contract of what is copied. */
class SqliteCopySourceContractTest implements CopySourceContract {
    @TempDir
    Path folder;

    private CopySource source;

    @BeforeEach
    void open() throws Exception {
        try (var store = SqliteStore.open(SqliteConfig.of(file()))) {
            OddRows.parents().forEach(parent -> store.rows().write(parent.table(), List.of(parent), null));
            for (var table : StoreTable.values()) {
                store.rows().write(table, OddRows.variants(table, "row "), null);
            }
        }
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                var statement = connection.createStatement()) {
            statement.execute("update tags set hrm_steps = 'many' where id = 'row 1'");
            statement.execute("update log_entries set ts_at = 'yesterday', attrs = x'7b7d' where id = 'row 2'");
            statement.execute("create table \"%s\" (id integer)".formatted(FOREIGN_TABLE));
            statement.execute("insert into \"%s\" values (1), (2)".formatted(FOREIGN_TABLE));
        }
        source = SqliteCopySource.open(file());
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Override
    public CopySource source() {
        return source;
    }

    @Override
    public Path file() {
        return folder.resolve("dox.db");
    }

    @Override
    public CopySource openAgain() {
        return SqliteCopySource.open(file());
    }

    @Override
    public CopySource openAnother() {
        var other = folder.resolve("other.db");
        SqliteStore.open(SqliteConfig.of(other)).close();
        return SqliteCopySource.open(other);
    }
}
