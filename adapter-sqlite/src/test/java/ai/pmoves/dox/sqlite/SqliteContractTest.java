package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.contract.store.StoreContractSuite;
import ai.pmoves.dox.ports.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** SQLite passes every contract of a store. All tests use one store, emptied before each: opening takes longer. */
class SqliteContractTest extends StoreContractSuite {
    private static SqliteStore sqlite;

    @BeforeAll
    static void open(@TempDir Path folder) {
        sqlite = SqliteStore.open(SqliteConfig.of(folder.resolve("dox.db")));
    }

    @AfterAll
    static void close() {
        sqlite.close();
    }

    @BeforeEach
    void clear() {
        sqlite.clear();
    }

    @Override
    protected Store store() {
        return sqlite;
    }
}
