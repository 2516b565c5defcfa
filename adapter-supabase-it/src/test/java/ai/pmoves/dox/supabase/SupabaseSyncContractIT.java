package ai.pmoves.dox.supabase;

import ai.pmoves.dox.contract.sync.HubSyncContract;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.supabase.fixture.SupabaseStoreExtension;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Postgres passes the contracts of a shared store in a pair. */
@SeparateServer
class SupabaseSyncContractIT implements HubSyncContract {
    @RegisterExtension
    static final SupabaseStoreExtension SUPABASE = SupabaseStoreExtension.direct();

    /** Takes the store out of its pair, as no command does, so that it can be emptied for the next test. */
    @AfterEach
    void leaveThePair() throws SQLException {
        SUPABASE.database()
                .run(
                        "update dox.sync_state set primary_id = null, epoch = 0, forgotten_xact = 0, forgotten_no = 0",
                        "truncate dox.sync_changes, dox.sync_conflicts, dox.sync_history, dox.sync_devices");
    }

    @Override
    public Store store() {
        return SUPABASE.store();
    }

    @Override
    public HubSync sync() {
        return SUPABASE.supabase().sync();
    }
}
