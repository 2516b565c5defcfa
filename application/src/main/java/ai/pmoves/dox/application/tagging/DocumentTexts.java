package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.tagging.SourceText;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Puts together the texts that extractions are made from. */
final class DocumentTexts {
    private final Store store;
    private final BlobStore blobs;

    DocumentTexts(Store store, BlobStore blobs) {
        this.store = store;
        this.blobs = blobs;
    }

    /**
     * The text of a document: a log's messages, the sections of one with pages, of others the whole file.
     *
     * @throws DoxException {@code blob.not-found} if it is in a file that is not there
     */
    SourceText of(Document document) {
        if (document.type().equals(DocumentType.XML)) {
            return messages(document.id());
        }
        return DocumentType.WITH_PAGES.contains(document.type())
                ? sections(document.id())
                : SourceText.of(file(document));
    }

    private SourceText messages(Id<Document> id) {
        var filter = LogFilter.of(id);
        var text = new SourceText.Builder();
        int number = 0;
        for (var entry : Pages.all(page -> store.logs().list(filter, page))) {
            if (entry.message() != null && !entry.message().isEmpty()) {
                text.add(entry.message(), null, number);
            }
            number++;
        }
        return text.build();
    }

    private SourceText sections(Id<Document> id) {
        var text = new SourceText.Builder();
        for (var section : Pages.all(page -> store.documents().listSections(id, page))) {
            text.add(section.text(), section.page(), section.order());
        }
        return text.build();
    }

    private String file(Document document) {
        var path = blobs.resolve(document.path());
        try {
            return Text.clean(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DoxException(
                    ErrorCode.BLOB_NOT_FOUND, "The file '%s' cannot be read.".formatted(document.path()), e);
        }
    }

    /** The text of an artifact: that of its document, or else the previews of its evidence. */
    SourceText of(Artifact artifact) {
        return documentOf(artifact).map(this::of).orElseGet(() -> previews(artifact.id()));
    }

    private SourceText previews(Id<Artifact> id) {
        var text = new SourceText.Builder();
        int number = 0;
        for (Evidence evidence : Pages.all(page -> store.evidence().listByArtifact(id, page))) {
            if (evidence.preview() != null && !evidence.preview().isEmpty()) {
                text.add(evidence.preview(), null, number);
            }
            number++;
        }
        return text.build();
    }

    /** The document that was read from an artifact, which of a PDF has the artifact's id. */
    Optional<Document> documentOf(Artifact artifact) {
        return store.documents().find(artifact.id().as()).or(() -> StreamSupport.stream(
                        Pages.all(page -> store.documents().list(Set.of(), page))
                                .spliterator(),
                        false)
                .filter(document -> artifact.id().equals(document.artifactId())
                        || document.path().equals(artifact.filepath()))
                .findFirst());
    }
}
