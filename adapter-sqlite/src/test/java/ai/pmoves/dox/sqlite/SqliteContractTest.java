package ai.pmoves.dox.sqlite;

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

/** SQLite passes every contract of a store. */
class SqliteContractTest {
    abstract static class OnSqlite {
        @RegisterExtension
        final SqliteStoreExtension sqlite = new SqliteStoreExtension();

        public Store store() {
            return sqlite.store();
        }
    }

    @Nested
    class Artifacts extends OnSqlite implements ArtifactRepositoryContract {}

    @Nested
    class Documents extends OnSqlite implements DocumentRepositoryContract {}

    @Nested
    class Logs extends OnSqlite implements LogRepositoryContract {}

    @Nested
    class Apis extends OnSqlite implements ApiRepositoryContract {}

    @Nested
    class FactsAndEvidence extends OnSqlite implements FactAndEvidenceContract {}

    @Nested
    class Tags extends OnSqlite implements TagRepositoryContract {}

    @Nested
    class Summaries extends OnSqlite implements SummaryContract {}

    @Nested
    class HrmRuns extends OnSqlite implements HrmRunContract {}

    @Nested
    class ExtractionRuns extends OnSqlite implements ExtractionRunContract {}

    @Nested
    class UnitsOfWork extends OnSqlite implements UnitOfWorkContract {}

    @Nested
    class Chunks extends OnSqlite implements ChunkIndexContract {}

    @Nested
    class ChunkWrites extends OnSqlite implements ChunkWritesContract {}

    @Nested
    class OddValues extends OnSqlite implements OddValuesContract {}

    @Nested
    class Rows extends OnSqlite implements StoreRowsContract {}

    @Nested
    class RowsOfChunks extends OnSqlite implements ChunkRowsContract {}
}
