package ai.pmoves.dox.testing.stores.mirror;

import ai.pmoves.dox.contract.store.StoreContractSuite;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.PairOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** Every contract of a store, on one pair of stores for all of them, which is emptied before each test. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class MirroredContract extends StoreContractSuite {
    private final boolean isHubPrimary;
    private TwoStores stores;
    private MirroredStore pair;

    MirroredContract(boolean isHubPrimary) {
        this.isHubPrimary = isHubPrimary;
    }

    @BeforeAll
    void open(@TempDir Path folder) {
        stores = new TwoStores(folder);
        pair = stores.open(PairOptions.plain(isHubPrimary));
    }

    @BeforeEach
    void clear() {
        pair.clear();
    }

    @AfterAll
    void close() {
        pair.close();
        stores.close();
    }

    @Override
    protected Store store() {
        return pair;
    }
}
