package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.application.ingest.IngestFile;
import ai.pmoves.dox.application.ingest.IngestLimits;
import ai.pmoves.dox.application.ingest.TimeOrderedIds;
import ai.pmoves.dox.blobs.LocalBlobStore;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.sqlite.SqliteStore;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop while somebody else reads a file does not count against the file. */
class InterruptedReadingTest {
    @TempDir
    Path home;

    /** Is stopped while it reads. */
    private static final class Stopped implements FileParser {
        @Override
        public Set<String> filetypes() {
            return Set.of(".pdf");
        }

        @Override
        public ParsedFile parse(SourceFile file) {
            Thread.currentThread().interrupt();
            throw new DoxException(ErrorCode.FILE_UNREADABLE, "reading it was interrupted");
        }
    }

    @Test
    void theArtifactIsTakenUpAgainAtTheNextStart() {
        var clock = Clock.systemUTC();
        var ids = new TimeOrderedIds(clock);
        var blobs = LocalBlobStore.open(home);
        try (var store = SqliteStore.open(SqliteConfig.of(home.resolve("db.sqlite3")))) {
            var blob = blobs.saveUpload("a", "a.pdf", new ByteArrayInputStream(new byte[] {1}), 10);
            var artifact = new Artifact(
                    Id.of("a"),
                    "a.pdf",
                    blob.name(),
                    ".pdf",
                    "",
                    ArtifactStatus.PROCESSING,
                    null,
                    null,
                    blob.sha256(),
                    clock.instant(),
                    1);
            store.artifacts().add(artifact);
            var ingest = new IngestFile(
                    store, blobs, List.of(new Stopped()), ids, clock, IngestLimits.DEFAULT, OperatorWords::told);

            assertThatThrownBy(() -> ingest.process(artifact)).isInstanceOf(DoxException.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.artifacts().find(artifact.id()).orElseThrow().status())
                    .isEqualTo(ArtifactStatus.PROCESSING);
        }
    }
}
