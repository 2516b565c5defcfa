package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENTS;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.DocumentRepository;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.Record;
import org.jooq.impl.DSL;

final class JooqDocumentRepository implements DocumentRepository {
    private final JooqSession session;
    private final RowMapping<Document> rows;
    private final DocumentContentRows content;

    JooqDocumentRepository(JooqSession session) {
        this.session = session;
        this.content = new DocumentContentRows(session);
        this.rows = new RowMapping<>(session, DOCUMENTS, JooqDocumentRepository::read)
                .idColumn(DOCUMENTS.ID, Document::id)
                .idColumn(DOCUMENTS.ARTIFACT_ID, Document::artifactId)
                .column(DOCUMENTS.PATH, Document::path)
                .column(DOCUMENTS.TYPE, document -> document.type().value())
                .column(DOCUMENTS.TITLE, Document::title)
                .column(DOCUMENTS.SOURCE, Document::source)
                .column(DOCUMENTS.CONTENT_HASH, Document::contentHash)
                .column(DOCUMENTS.CREATED_AT, Document::createdAt)
                .column(DOCUMENTS.REVISION, Document::revision);
    }

    private static Document read(Record row) {
        var artifactId = row.get(DOCUMENTS.ARTIFACT_ID);
        return new Document(
                Id.of(row.get(DOCUMENTS.ID)),
                artifactId == null ? null : Id.of(artifactId),
                row.get(DOCUMENTS.PATH),
                new DocumentType(row.get(DOCUMENTS.TYPE)),
                row.get(DOCUMENTS.TITLE),
                row.get(DOCUMENTS.SOURCE),
                row.get(DOCUMENTS.CONTENT_HASH),
                row.get(DOCUMENTS.CREATED_AT),
                row.get(DOCUMENTS.REVISION));
    }

    @Override
    public Optional<Document> find(Id<Document> id) {
        return rows.find(id);
    }

    @Override
    public void add(Document document) {
        rows.insertAll(List.of(document.withRevision(1)));
    }

    @Override
    public Document update(Document document) {
        var next = document.withRevision(document.revision() + 1);
        rows.update(next, "Document", ErrorCode.DOCUMENT_NOT_FOUND);
        return next;
    }

    @Override
    public void remove(Id<Document> id) {
        rows.delete(DOCUMENTS.ID.eq(id.value()));
    }

    @Override
    public Page<Document> list(Set<DocumentType> types, PageRequest page) {
        var ofTypes = types.isEmpty()
                ? DSL.noCondition()
                : DOCUMENTS.TYPE.in(
                        types.stream().map(DocumentType::value).sorted().toList());
        return rows.page(ofTypes, page);
    }

    @Override
    public Optional<Document> findByContentHash(DocumentType type, String contentHash) {
        return rows.findOne(
                Filters.equal(DOCUMENTS.CONTENT_HASH, contentHash).and(DOCUMENTS.TYPE.eq(type.value())),
                DOCUMENTS.SEQ.desc(),
                DOCUMENTS.ID.desc());
    }

    @Override
    public void replaceContent(Id<Document> id, DocumentContent newContent) {
        session.run(() -> content.replace(id, newContent));
    }

    @Override
    public Page<Section> listSections(Id<Document> id, PageRequest page) {
        return content.listSections(id, page);
    }

    @Override
    public List<DocumentTable> listTables(Id<Document> id) {
        return content.listTables(id);
    }

    @Override
    public Optional<DocumentStructure> findStructure(Id<Document> id) {
        return content.findStructure(id);
    }

    @Override
    public Page<EntityMention> listEntities(Optional<Id<Document>> id, Optional<String> label, PageRequest page) {
        return content.listEntities(id, label, page);
    }

    @Override
    public Page<MetricHit> listMetricHits(Optional<Id<Document>> id, Optional<String> type, PageRequest page) {
        return content.listMetricHits(id, type, page);
    }
}
