package ai.pmoves.dox.supabase;

import ai.pmoves.dox.contract.store.StoreContractSuite;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.supabase.fixture.SupabaseStoreExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Postgres passes every contract of a store. */
class PostgresContractIT extends StoreContractSuite {
    @RegisterExtension
    static final SupabaseStoreExtension SUPABASE = SupabaseStoreExtension.direct();

    @Override
    protected Store store() {
        return SUPABASE.store();
    }
}
