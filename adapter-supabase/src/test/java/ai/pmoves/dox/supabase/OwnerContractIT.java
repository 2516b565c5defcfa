package ai.pmoves.dox.supabase;

import ai.pmoves.dox.contract.ChunkRowsContract;
import ai.pmoves.dox.contract.StoreRowsContract;
import ai.pmoves.dox.ports.store.Store;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The owner of the tables, whose rows come in by another way, passes the contracts of rows. */
class OwnerContractIT {
    abstract static class AsTheOwner {
        @RegisterExtension
        static final SupabaseStoreExtension SUPABASE = SupabaseStoreExtension.owned();

        public Store store() {
            return SUPABASE.store();
        }
    }

    @Nested
    class Rows extends AsTheOwner implements StoreRowsContract {}

    @Nested
    class RowsOfChunks extends AsTheOwner implements ChunkRowsContract {}
}
