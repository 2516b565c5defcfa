package ai.pmoves.dox.supabase;

import ai.pmoves.dox.contract.store.StoreContractSuite;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.supabase.fixture.SupabaseStoreExtension;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The owner of the tables, whose rows come in by another way, passes every contract of a store. */
class OwnerContractIT extends StoreContractSuite {
    @RegisterExtension
    static final SupabaseStoreExtension SUPABASE = SupabaseStoreExtension.owned();

    @Override
    protected Store store() {
        return SUPABASE.store();
    }
}
