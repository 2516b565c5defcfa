package ai.pmoves.dox.application.ingest;

import static ai.pmoves.dox.application.Library.upload;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.Library;
import ai.pmoves.dox.application.ingest.IngestOutcome.Status;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.PageRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestFileTest {
    private static final String TABLE = "campaign,revenue\nspring,100\nautumn,250\n";

    @TempDir
    private Path home;

    private Library library;

    @BeforeEach
    void open() {
        library = new Library(home);
    }

    @AfterEach
    void close() {
        library.close();
    }

    private List<Artifact> artifacts(ArtifactStatus status) {
        return library.store
                .artifacts()
                .listByStatus(status, PageRequest.first(10))
                .items();
    }

    private Artifact artifact(IngestOutcome outcome) {
        return library.store
                .artifacts()
                .find(outcome.artifactId().orElseThrow())
                .orElseThrow();
    }

    @Test
    void aTableBecomesAnArtifactWithItsFactsAndEvidence() {
        var outcome = library.files.ingest(upload("Campaigns.CSV", TABLE));
        assertThat(outcome.status()).isEqualTo(Status.SUCCESS);
        assertThat(artifact(outcome)).satisfies(artifact -> {
            assertThat(artifact.filename()).isEqualTo("Campaigns.CSV");
            assertThat(artifact.filetype()).isEqualTo(".csv");
            assertThat(artifact.reportWeek()).isEqualTo("week 1");
            assertThat(artifact.status()).isEqualTo(ArtifactStatus.PROCESSED);
        });
        var facts = library.store
                .facts()
                .list(Optional.empty(), outcome.artifactId(), PageRequest.first(10))
                .items();
        assertThat(facts).hasSize((int) outcome.facts()).isNotEmpty();
        assertThat(library.store.evidence().find(facts.getFirst().evidenceId())).isPresent();
    }

    @Test
    void theSameBytesAreTakenOnce() {
        var first = library.files.ingest(upload("a.csv", TABLE));
        var again = library.files.ingest(upload("b.csv", TABLE));
        assertThat(again.status()).isEqualTo(Status.SKIPPED);
        assertThat(again.artifactId()).isEqualTo(first.artifactId());
        assertThat(library.uploads()).hasSize(1);
    }

    @Test
    void aFileThatCannotBeReadLeavesItsArtifactWithTheReason() {
        var outcome = library.files.ingest(upload("broken.pdf", "no PDF at all"));
        assertThat(outcome.status()).isEqualTo(Status.ERROR);
        assertThat(artifact(outcome).status()).isEqualTo(ArtifactStatus.ERROR);
        assertThat(artifact(outcome).extras().asObject()).containsKey("error");
        assertThat(outcome.error().orElseThrow().code().text()).startsWith("ingest.");
        assertThat(library.store
                        .documents()
                        .find(outcome.artifactId().orElseThrow().as()))
                .isEmpty();
    }

    @Test
    void aFileOfAnUnknownTypeIsRefusedWithThoseThatAreKnown() {
        var outcome = library.files.ingest(upload("program.exe", "MZ"));
        assertThat(outcome.error().orElseThrow().code()).isEqualTo(ErrorCode.FILE_TYPE_UNSUPPORTED);
        assertThat(outcome.error().orElseThrow()).hasMessageContaining(".exe").hasMessageContaining(".csv");
    }

    @Test
    void aFileThatFailedBeforeMayBeTakenAgain() {
        library.files.ingest(upload("broken.csv", ""));
        assertThat(library.files.ingest(upload("broken.csv", "")).status()).isEqualTo(Status.ERROR);
    }

    @Test
    void nothingStaysIfTheStoreIsAway() {
        library.line.cutBeforeCommit();
        library.line.before("UnitOfWork.run", library.line::cut);
        assertFails(() -> library.files.ingest(upload("a.csv", TABLE)), ErrorCode.STORE_UNAVAILABLE);
        library.line.restore();
        assertThat(library.uploads()).isEmpty();
        assertThat(artifacts(ArtifactStatus.PROCESSED)).isEmpty();
        assertThat(library.files.ingest(upload("a.csv", TABLE)).status()).isEqualTo(Status.SUCCESS);
    }

    @Test
    void theFileStaysIfNobodyKnowsWhetherItsArtifactDoes() {
        library.line.cutAfterCommit();
        assertFails(() -> library.files.ingest(upload("a.csv", TABLE)), ErrorCode.STORE_OUTCOME_UNKNOWN);
        library.line.restore();
        assertThat(artifacts(ArtifactStatus.PROCESSED)).hasSize(1);
        assertThat(library.uploads()).hasSize(1);
    }
}
