package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.contract.sync.HubSyncContract;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.HubSync;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The hub of the tests in this package does what every hub does. */
class MemoryHubTest implements HubSyncContract {
    private MemoryHub hub;

    @BeforeEach
    void open() {
        hub = new MemoryHub();
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Override
    public Store store() {
        return hub.direct().store();
    }

    @Override
    public HubSync sync() {
        return hub.direct().sync();
    }
}
