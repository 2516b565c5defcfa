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

/** Postgres passes every contract of a store. */
class PostgresContractIT {
    abstract static class OnPostgres {
        @RegisterExtension
        static final SupabaseStoreExtension SUPABASE = SupabaseStoreExtension.direct();

        public Store store() {
            return SUPABASE.store();
        }
    }

    @Nested
    class Artifacts extends OnPostgres implements ArtifactRepositoryContract {}

    @Nested
    class Documents extends OnPostgres implements DocumentRepositoryContract {}

    @Nested
    class Logs extends OnPostgres implements LogRepositoryContract {}

    @Nested
    class Apis extends OnPostgres implements ApiRepositoryContract {}

    @Nested
    class FactsAndEvidence extends OnPostgres implements FactAndEvidenceContract {}

    @Nested
    class Tags extends OnPostgres implements TagRepositoryContract {}

    @Nested
    class Summaries extends OnPostgres implements SummaryContract {}

    @Nested
    class HrmRuns extends OnPostgres implements HrmRunContract {}

    @Nested
    class ExtractionRuns extends OnPostgres implements ExtractionRunContract {}

    @Nested
    class UnitsOfWork extends OnPostgres implements UnitOfWorkContract {}

    @Nested
    class Chunks extends OnPostgres implements ChunkIndexContract {}

    @Nested
    class ChunkWrites extends OnPostgres implements ChunkWritesContract {}

    @Nested
    class OddValues extends OnPostgres implements OddValuesContract {}

    @Nested
    class Rows extends OnPostgres implements StoreRowsContract {}

    @Nested
    class RowsOfChunks extends OnPostgres implements ChunkRowsContract {}
}
