package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps documents and what was read from them: sections, tables, headings, entities, metric hits.
 *
 * <p>This is not a search API (see {@link ai.pmoves.dox.ports.search.ChunkIndex}) and it holds no file contents.
 */
public interface DocumentRepository {

    /** Returns the document, or empty if it was never added or has been removed. */
    @Reads
    Optional<Document> find(Id<Document> id);

    /**
     * Adds a new document; its revision is 1 whatever the record says.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} if the id is taken,
     *     {@code store.parent-missing} if its artifact does not exist
     */
    @Writes
    void add(Document document);

    /**
     * Replaces the document if it is unchanged since the caller read it (same revision), and returns it with its new
     * revision, which is one more.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code document.not-found} if there is none, or
     *     {@code store.row-stale} if the stored revision is not the record's; nothing was written
     */
    @Writes
    Document update(Document document);

    /** Removes the document with its rows and chunks; removing an absent one does nothing. */
    @Writes
    void remove(Id<Document> id);

    /**
     * Returns the documents, oldest first.
     *
     * @param types of which each document has one; none for documents of all types
     */
    @Reads
    Page<Document> list(Set<DocumentType> types, PageRequest page);

    /** Returns the newest document of this type and these bytes, if there is one. */
    @Reads
    Optional<Document> findByContentHash(DocumentType type, String contentHash);

    /**
     * Replaces everything that was read from the document before.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.parent-missing} if there is no such document
     */
    @Writes
    void replaceContent(Id<Document> id, DocumentContent content);

    /** Returns the sections by their order. */
    @Reads
    Page<Section> listSections(Id<Document> id, PageRequest page);

    /** Returns the tables by their order. */
    @Reads
    List<DocumentTable> listTables(Id<Document> id);

    /** Returns the headings, or empty if none were read. */
    @Reads
    Optional<DocumentStructure> findStructure(Id<Document> id);

    /** Returns the entities of a document or of all, of one label or of all. */
    @Reads
    Page<EntityMention> listEntities(Optional<Id<Document>> id, Optional<String> label, PageRequest page);

    /** Returns the metric hits of a document or of all, of one type or of all. */
    @Reads
    Page<MetricHit> listMetricHits(Optional<Id<Document>> id, Optional<String> type, PageRequest page);
}
