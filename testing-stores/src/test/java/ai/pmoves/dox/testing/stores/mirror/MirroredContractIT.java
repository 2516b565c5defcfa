package ai.pmoves.dox.testing.stores.mirror;

import ai.pmoves.dox.application.sync.MirroredStore;
import ai.pmoves.dox.application.sync.PairOptions;
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
import ai.pmoves.dox.contract.StoreRowsContract;
import ai.pmoves.dox.contract.SummaryContract;
import ai.pmoves.dox.contract.TagRepositoryContract;
import ai.pmoves.dox.contract.UnitOfWorkContract;
import ai.pmoves.dox.ports.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Two stores that are one pass every contract of a store, whichever of the two is the primary. */
class MirroredContractIT {
    private static TwoStores edgeFirst;
    private static TwoStores hubFirst;
    private static MirroredStore onEdge;
    private static MirroredStore onHub;

    @BeforeAll
    static void open(@TempDir Path one, @TempDir Path other) {
        edgeFirst = new TwoStores(one);
        hubFirst = new TwoStores(other);
        onEdge = edgeFirst.open(PairOptions.plain(false));
        onHub = hubFirst.open(PairOptions.plain(true));
    }

    @AfterAll
    static void close() {
        onEdge.close();
        onHub.close();
        edgeFirst.close();
        hubFirst.close();
    }

    abstract static class OnPair {
        @BeforeEach
        void clear() {
            store().clear();
        }

        public Store store() {
            return onEdge;
        }
    }

    abstract static class OnHub extends OnPair {
        @Override
        public Store store() {
            return onHub;
        }
    }

    @Nested
    class Artifacts extends OnPair implements ArtifactRepositoryContract {}

    @Nested
    class Documents extends OnPair implements DocumentRepositoryContract {}

    @Nested
    class Logs extends OnHub implements LogRepositoryContract {}

    @Nested
    class Apis extends OnHub implements ApiRepositoryContract {}

    @Nested
    class FactsAndEvidence extends OnPair implements FactAndEvidenceContract {}

    @Nested
    class Tags extends OnHub implements TagRepositoryContract {}

    @Nested
    class Summaries extends OnPair implements SummaryContract {}

    @Nested
    class HrmRuns extends OnPair implements HrmRunContract {}

    @Nested
    class ExtractionRuns extends OnHub implements ExtractionRunContract {}

    @Nested
    class UnitsOfWork extends OnPair implements UnitOfWorkContract {}

    @Nested
    class UnitsOfWorkOfTheSharedStore extends OnHub implements UnitOfWorkContract {}

    @Nested
    class Chunks extends OnPair implements ChunkIndexContract {}

    @Nested
    class ChunksOfTheSharedStore extends OnHub implements ChunkIndexContract {}

    @Nested
    class ChunkWrites extends OnHub implements ChunkWritesContract {}

    @Nested
    class Rows extends OnPair implements StoreRowsContract {}

    @Nested
    class RowsOfChunks extends OnHub implements ChunkRowsContract {}
}
