package ai.pmoves.dox.application.ingest;

import static ai.pmoves.dox.application.Library.upload;
import static ai.pmoves.dox.testing.embedded.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.application.Library;
import ai.pmoves.dox.application.ingest.IngestOutcome.Status;
import ai.pmoves.dox.application.search.SearchChunks;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.ReasonWords;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.SearchMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestDocumentTest {
    private static final String API = """
            openapi: 3.0.0
            info: {title: Gates, version: "1"}
            paths:
              /gates: {get: {operationId: listGates, summary: Lists all gates}}
              /gates/{id}: {delete: {operationId: removeGate, summary: Removes one}}
            """;

    @TempDir
    private Path home;

    private Library library;

    @BeforeEach
    void open() {
        library = new Library(home.resolve("library"));
    }

    @AfterEach
    void close() {
        library.close();
    }

    private long count(StoreTable table) {
        return library.embedded.store().rows().count(table);
    }

    private List<String> found(String words) {
        return new SearchChunks(library.store, () -> {
                    throw new DoxException(ErrorCode.MODEL_UNAVAILABLE, "there is none");
                })
                .search(words, SearchMode.HYBRID, ChunkFilter.NONE, 10).hits().stream()
                        .map(hit -> hit.chunk().text())
                        .toList();
    }

    @Test
    void aLogGivesEntriesThatAreFoundByTheirWords() {
        var outcome = library.documents.xml(upload("gate.xml", Library.LOG));
        assertThat(outcome.rows()).isEqualTo(2);
        assertThat(library.store
                        .documents()
                        .find(outcome.documentId().orElseThrow())
                        .orElseThrow()
                        .type())
                .isEqualTo(DocumentType.XML);
        assertThat(found("stuck")).singleElement().asString().contains("the gate is stuck");
    }

    @Test
    void anApiDescriptionGivesItsOperations() {
        var outcome = library.documents.openApi(upload("gates.yaml", API));
        assertThat(outcome.rows()).isEqualTo(2);
        assertThat(found("Lists all gates")).isNotEmpty();
    }

    @Test
    void theSameBytesAreTakenOnceOfEachKind() {
        var first = library.documents.xml(upload("a.xml", Library.LOG));
        var again = library.documents.xml(upload("b.xml", Library.LOG));
        assertThat(again.status()).isEqualTo(Status.SKIPPED);
        assertThat(again.documentId()).isEqualTo(first.documentId());
        assertThat(library.uploads()).hasSize(1);
    }

    @Test
    void whatCannotBeReadLeavesNothing() {
        assertThatThrownBy(() -> library.documents.xml(upload("broken.xml", "<log><entry>")))
                .isInstanceOf(DoxException.class);
        assertThatThrownBy(() -> library.documents.openApi(upload("broken.yaml", "just: text")))
                .isInstanceOf(DoxException.class);
        assertThat(library.uploads()).isEmpty();
        assertThat(count(StoreTable.DOCUMENTS)).isZero();
    }

    @Test
    void aCommitThatIsLostLeavesNoRowsAndOneThatIsNotToldAll() {
        library.line.cutBeforeCommit();
        assertFails(() -> library.documents.xml(upload("a.xml", Library.LOG)), ErrorCode.STORE_OUTCOME_UNKNOWN);
        library.line.restore();
        assertThat(count(StoreTable.LOG_ENTRIES)).isZero();
        library.line.cutAfterCommit();
        assertFails(() -> library.documents.xml(upload("a.xml", Library.LOG)), ErrorCode.STORE_OUTCOME_UNKNOWN);
        library.line.restore();
        assertThat(count(StoreTable.LOG_ENTRIES)).isEqualTo(2);
        assertThat(library.documents.xml(upload("a.xml", Library.LOG)).status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void aFolderIsTakenInTheOrderOfNamesAndTheRestIsTold() throws Exception {
        var folder = Files.createDirectories(home.resolve("in/below"));
        Files.writeString(home.resolve("in/b.xml"), Library.LOG);
        Files.writeString(folder.resolve("a.yaml"), API);
        Files.writeString(folder.resolve("c.csv"), "name,revenue\nx,1\n");
        Files.writeString(folder.resolve("no-api.yaml"), "just: text");
        Files.writeString(folder.resolve(".hidden.csv"), "name,revenue\nx,1\n");
        var paths = new IngestPaths(library.files, library.documents, webPages());

        var plan = paths.plan(List.of(home.resolve("in").toString()));
        var outcomes = new ArrayList<IngestOutcome>();
        paths.ingestAll(plan, "", false, outcomes::add);

        assertThat(plan.passedOver())
                .extracting(path -> path.getFileName().toString())
                .containsExactly(".hidden.csv", "no-api.yaml");
        assertThat(outcomes).extracting(IngestOutcome::filename).containsExactly("b.xml", "a.yaml", "c.csv");
        assertThat(outcomes).extracting(IngestOutcome::status).containsOnly(Status.SUCCESS);
        outcomes.clear();
        paths.ingestAll(plan, "", false, outcomes::add);
        assertThat(outcomes).extracting(IngestOutcome::status).containsOnly(Status.SKIPPED);
        outcomes.clear();
        paths.ingestAll(plan, "", true, outcomes::add);
        assertThat(outcomes).extracting(IngestOutcome::status).containsOnly(Status.SUCCESS);
    }

    @Test
    void aPathThatIsNotThereIsNamed() {
        var paths = new IngestPaths(library.files, library.documents, webPages());
        assertFails(() -> paths.plan(List.of(home.resolve("nowhere").toString())), ErrorCode.PATH_INVALID);
    }

    private IngestWebPage webPages() {
        return new IngestWebPage(
                library.store, library.blobs, library.parsers.webPages(), library.ids, library.clock, ReasonWords.JAVA);
    }

    @Test
    void aPageThatIsRefusedIsAnArtifactThatSaysSo() {
        var outcome = webPages().ingest("http://127.0.0.1:1/private", "", true);
        assertThat(outcome.status()).isEqualTo(Status.ERROR);
        var artifact = library.store
                .artifacts()
                .find(outcome.artifactId().orElseThrow())
                .orElseThrow();
        assertThat(artifact.extras().asObject()).containsKey("error");
    }

    @Test
    void aPageInItsAddressIsTakenOnce() {
        var page = "data:text/html,<title>Hours</title><p>Open from nine to five.</p>";
        assertThat(webPages().ingest(page, "", true).status()).isEqualTo(Status.SUCCESS);
        assertThat(webPages().ingest(page, "", true).status()).isEqualTo(Status.SKIPPED);
        assertThat(webPages().ingest(page, "", false).status()).isEqualTo(Status.SUCCESS);
    }
}
