package ai.pmoves.dox.sqlite.internal.sync;

import ai.pmoves.dox.contract.sync.EdgeSyncContract;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.EdgeSync;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStoreExtension;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

/** SQLite passes the contracts of an embedded store in a pair. */
class SqliteSyncContractTest implements EdgeSyncContract {
    /** A store that gives a write up sooner than it does by itself, since one test waits for that. */
    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension(
            config -> new SqliteConfig(config.file(), config.readers(), Duration.ofSeconds(2)));

    @Override
    public Store store() {
        return sqlite.store();
    }

    @Override
    public EdgeSync sync() {
        return sqlite.sqlite().sync();
    }
}
