package ai.pmoves.dox.supabase;

import ai.pmoves.dox.contract.ApiRepositoryContract;
import ai.pmoves.dox.contract.ArtifactRepositoryContract;
import ai.pmoves.dox.contract.ChunkIndexContract;
import ai.pmoves.dox.contract.ChunkRowsContract;
import ai.pmoves.dox.contract.ChunkWritesContract;
import ai.pmoves.dox.contract.DocumentRepositoryContract;
import ai.pmoves.dox.contract.ExtractionRunContract;
import ai.pmoves.dox.contract.FactAndEvidenceContract;
import ai.pmoves.dox.contract.HrmRunContract;
import ai.pmoves.dox.contract.LogRepositoryContract;
import ai.pmoves.dox.contract.OddValuesContract;
import ai.pmoves.dox.contract.StoreRowsContract;
import ai.pmoves.dox.contract.SummaryContract;
import ai.pmoves.dox.contract.TagRepositoryContract;
import ai.pmoves.dox.contract.UnitOfWorkContract;
import ai.pmoves.dox.ports.store.Store;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Postgres behind a pooler in transaction mode passes every contract of a store. */
class PooledContractIT {
    abstract static class BehindThePooler {
        @RegisterExtension
        static final SupabaseStoreExtension SUPABASE = SupabaseStoreExtension.pooled();

        public Store store() {
            return SUPABASE.store();
        }
    }

    @Nested
    class Artifacts extends BehindThePooler implements ArtifactRepositoryContract {}

    @Nested
    class Documents extends BehindThePooler implements DocumentRepositoryContract {}

    @Nested
    class Logs extends BehindThePooler implements LogRepositoryContract {}

    @Nested
    class Apis extends BehindThePooler implements ApiRepositoryContract {}

    @Nested
    class FactsAndEvidence extends BehindThePooler implements FactAndEvidenceContract {}

    @Nested
    class Tags extends BehindThePooler implements TagRepositoryContract {}

    @Nested
    class Summaries extends BehindThePooler implements SummaryContract {}

    @Nested
    class HrmRuns extends BehindThePooler implements HrmRunContract {}

    @Nested
    class ExtractionRuns extends BehindThePooler implements ExtractionRunContract {}

    @Nested
    class UnitsOfWork extends BehindThePooler implements UnitOfWorkContract {}

    @Nested
    class Chunks extends BehindThePooler implements ChunkIndexContract {}

    @Nested
    class ChunkWrites extends BehindThePooler implements ChunkWritesContract {}

    @Nested
    class OddValues extends BehindThePooler implements OddValuesContract {}

    @Nested
    class Rows extends BehindThePooler implements StoreRowsContract {}

    @Nested
    class RowsOfChunks extends BehindThePooler implements ChunkRowsContract {}
}
