package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.contract.StoreContractSuite;
import ai.pmoves.dox.ports.store.Store;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SQLite passes every contract of a store. */
class SqliteContractTest extends StoreContractSuite {
    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension();

    @Override
    protected Store store() {
        return sqlite.store();
    }
}
