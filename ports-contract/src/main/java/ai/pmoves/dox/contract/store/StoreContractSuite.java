package ai.pmoves.dox.contract.store;

import ai.pmoves.dox.ports.store.Store;
import org.junit.jupiter.api.Nested;

/**
 * Every contract of a store. A test class of an adapter extends it and gives the store, which is empty and in use by
 * no other user when a test begins.
 */
public abstract class StoreContractSuite {
    /** The store of the test that runs. */
    protected abstract Store store();

    abstract class OfTheStore {
        public Store store() {
            return StoreContractSuite.this.store();
        }
    }

    @Nested
    class Artifacts extends OfTheStore implements ArtifactRepositoryContract {}

    @Nested
    class Documents extends OfTheStore implements DocumentRepositoryContract {}

    @Nested
    class Logs extends OfTheStore implements LogRepositoryContract {}

    @Nested
    class Apis extends OfTheStore implements ApiRepositoryContract {}

    @Nested
    class FactsAndEvidence extends OfTheStore implements FactAndEvidenceContract {}

    @Nested
    class Tags extends OfTheStore implements TagRepositoryContract {}

    @Nested
    class Summaries extends OfTheStore implements SummaryContract {}

    @Nested
    class HrmRuns extends OfTheStore implements HrmRunContract {}

    @Nested
    class ExtractionRuns extends OfTheStore implements ExtractionRunContract {}

    @Nested
    class UnitsOfWork extends OfTheStore implements UnitOfWorkContract {}

    @Nested
    class Chunks extends OfTheStore implements ChunkIndexContract {}

    @Nested
    class ChunkWrites extends OfTheStore implements ChunkWritesContract {}

    @Nested
    class OddValues extends OfTheStore implements OddValuesContract {}

    @Nested
    class RowsOfTables extends OfTheStore implements StoreRowsContract {}

    @Nested
    class RowsOfChunks extends OfTheStore implements ChunkRowsContract {}
}
