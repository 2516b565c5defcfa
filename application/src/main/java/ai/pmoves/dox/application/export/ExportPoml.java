package ai.pmoves.dox.application.export;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.FileStem;
import ai.pmoves.dox.domain.export.PomlPrompt;
import ai.pmoves.dox.domain.export.PomlVariant;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.PomlWriter;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes documents as prompts in POML. Thread-safe. */
public final class ExportPoml {
    private static final String DERIVED = "artifacts/";

    private final Store store;
    private final BlobStore blobs;
    private final PomlWriter writer;

    public ExportPoml(Store store, BlobStore blobs, PomlWriter writer) {
        this.store = store;
        this.blobs = blobs;
        this.writer = writer;
    }

    /**
     * Writes the file, in place of an earlier one of this document.
     *
     * @param title without it the document's, or else the name of its file
     * @return its name, relative to {@code artifacts/}
     * @throws DoxException {@code document.not-found}
     */
    public String export(Id<Document> id, PomlVariant variant, Optional<String> title) {
        var document = store.documents()
                .find(id)
                .orElseThrow(() -> new DoxException(ErrorCode.DOCUMENT_NOT_FOUND, "Document not found"));
        var name = "poml/" + stem(document) + ".poml";
        blobs.saveDerived(name, write(document, variant, title).getBytes(StandardCharsets.UTF_8));
        return name;
    }

    /** The text of the file. */
    public String write(Document document, PomlVariant variant, Optional<String> title) {
        var id = document.id();
        return writer.write(new PomlPrompt(
                variant,
                title.orElseGet(() -> title(document)),
                existing(DERIVED + stem(document) + ".md"),
                existing(DERIVED + "chr/" + stem(document) + "_chr.csv"),
                store.tags()
                        .list(Optional.of(id), Optional.empty(), PageRequest.first(PomlPrompt.MOST_EXAMPLES))
                        .items(),
                store.apis()
                        .list(apisOf(id), PageRequest.first(PomlPrompt.MOST_APIS))
                        .items(),
                store.logs()
                        .list(LogFilter.of(id), PageRequest.first(PomlPrompt.MOST_LOGS))
                        .items()));
    }

    private static String stem(Document document) {
        return FileStem.of(document.path(), document.id().value());
    }

    private static String title(Document document) {
        var path = document.path();
        return document.title() == null || document.title().isBlank()
                ? path.substring(path.lastIndexOf('/') + 1)
                : document.title();
    }

    private static ApiFilter apisOf(Id<Document> id) {
        return new ApiFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(id));
    }

    private Optional<String> existing(String name) {
        try {
            blobs.resolve(name);
            return Optional.of(name);
        } catch (DoxException e) {
            if (e.code() == ErrorCode.BLOB_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
