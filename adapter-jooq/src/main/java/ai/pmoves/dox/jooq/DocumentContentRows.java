package ai.pmoves.dox.jooq;

import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENT_ENTITIES;
import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENT_METRIC_HITS;
import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENT_SECTIONS;
import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENT_STRUCTURE;
import static ai.pmoves.dox.jooq.tables.Tables.DOCUMENT_TABLES;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.util.List;
import java.util.Optional;
import org.jooq.Record;

/** The rows that were read from documents: sections, tables, headings, entities, metric hits. */
final class DocumentContentRows {
    private final JooqSession session;
    private final RowMapping<Section> sections;
    private final RowMapping<DocumentTable> tables;
    private final RowMapping<EntityMention> entities;
    private final RowMapping<MetricHit> metricHits;

    DocumentContentRows(JooqSession session) {
        this.session = session;
        this.sections = new RowMapping<>(session, DOCUMENT_SECTIONS, DocumentContentRows::readSection)
                .idColumn(DOCUMENT_SECTIONS.ID, Section::id)
                .idColumn(DOCUMENT_SECTIONS.DOCUMENT_ID, Section::documentId)
                .column(DOCUMENT_SECTIONS.ORDER, Section::order)
                .column(DOCUMENT_SECTIONS.TEXT, Section::text)
                .column(DOCUMENT_SECTIONS.PAGE, Section::page)
                .column(DOCUMENT_SECTIONS.BBOX, Section::bbox);
        this.tables = new RowMapping<>(session, DOCUMENT_TABLES, DocumentContentRows::readTable)
                .idColumn(DOCUMENT_TABLES.ID, DocumentTable::id)
                .idColumn(DOCUMENT_TABLES.DOCUMENT_ID, DocumentTable::documentId)
                .column(DOCUMENT_TABLES.ORDER, DocumentTable::order)
                .column(DOCUMENT_TABLES.CONTENT, DocumentTable::content);
        this.entities = new RowMapping<>(session, DOCUMENT_ENTITIES, DocumentContentRows::readEntity)
                .idColumn(DOCUMENT_ENTITIES.ID, EntityMention::id)
                .idColumn(DOCUMENT_ENTITIES.DOCUMENT_ID, EntityMention::documentId)
                .column(DOCUMENT_ENTITIES.LABEL, EntityMention::label)
                .column(DOCUMENT_ENTITIES.TEXT, EntityMention::text)
                .column(DOCUMENT_ENTITIES.START_CHAR, EntityMention::startChar)
                .column(DOCUMENT_ENTITIES.END_CHAR, EntityMention::endChar)
                .column(DOCUMENT_ENTITIES.PAGE, EntityMention::page)
                .column(DOCUMENT_ENTITIES.CONTEXT, EntityMention::context)
                .column(DOCUMENT_ENTITIES.SOURCE_INDEX, EntityMention::sourceIndex);
        this.metricHits = new RowMapping<>(session, DOCUMENT_METRIC_HITS, DocumentContentRows::readMetricHit)
                .idColumn(DOCUMENT_METRIC_HITS.ID, MetricHit::id)
                .idColumn(DOCUMENT_METRIC_HITS.DOCUMENT_ID, MetricHit::documentId)
                .column(DOCUMENT_METRIC_HITS.TYPE, MetricHit::type)
                .column(DOCUMENT_METRIC_HITS.VALUE, MetricHit::value)
                .column(DOCUMENT_METRIC_HITS.CONTEXT, MetricHit::context)
                .column(DOCUMENT_METRIC_HITS.POSITION, MetricHit::position)
                .column(DOCUMENT_METRIC_HITS.PAGE, MetricHit::page)
                .column(DOCUMENT_METRIC_HITS.SOURCE_INDEX, MetricHit::sourceIndex);
    }

    private static Section readSection(Record row) {
        return new Section(
                Id.of(row.get(DOCUMENT_SECTIONS.ID)),
                Id.of(row.get(DOCUMENT_SECTIONS.DOCUMENT_ID)),
                row.get(DOCUMENT_SECTIONS.ORDER),
                row.get(DOCUMENT_SECTIONS.TEXT),
                row.get(DOCUMENT_SECTIONS.PAGE),
                row.get(DOCUMENT_SECTIONS.BBOX));
    }

    private static DocumentTable readTable(Record row) {
        return new DocumentTable(
                Id.of(row.get(DOCUMENT_TABLES.ID)),
                Id.of(row.get(DOCUMENT_TABLES.DOCUMENT_ID)),
                row.get(DOCUMENT_TABLES.ORDER),
                row.get(DOCUMENT_TABLES.CONTENT));
    }

    private static EntityMention readEntity(Record row) {
        return new EntityMention(
                Id.of(row.get(DOCUMENT_ENTITIES.ID)),
                Id.of(row.get(DOCUMENT_ENTITIES.DOCUMENT_ID)),
                row.get(DOCUMENT_ENTITIES.LABEL),
                row.get(DOCUMENT_ENTITIES.TEXT),
                row.get(DOCUMENT_ENTITIES.START_CHAR),
                row.get(DOCUMENT_ENTITIES.END_CHAR),
                row.get(DOCUMENT_ENTITIES.PAGE),
                row.get(DOCUMENT_ENTITIES.CONTEXT),
                row.get(DOCUMENT_ENTITIES.SOURCE_INDEX));
    }

    private static MetricHit readMetricHit(Record row) {
        return new MetricHit(
                Id.of(row.get(DOCUMENT_METRIC_HITS.ID)),
                Id.of(row.get(DOCUMENT_METRIC_HITS.DOCUMENT_ID)),
                row.get(DOCUMENT_METRIC_HITS.TYPE),
                row.get(DOCUMENT_METRIC_HITS.VALUE),
                row.get(DOCUMENT_METRIC_HITS.CONTEXT),
                row.get(DOCUMENT_METRIC_HITS.POSITION),
                row.get(DOCUMENT_METRIC_HITS.PAGE),
                row.get(DOCUMENT_METRIC_HITS.SOURCE_INDEX));
    }

    void replace(Id<Document> id, DocumentContent content) {
        sections.delete(DOCUMENT_SECTIONS.DOCUMENT_ID.eq(id.value()));
        tables.delete(DOCUMENT_TABLES.DOCUMENT_ID.eq(id.value()));
        entities.delete(DOCUMENT_ENTITIES.DOCUMENT_ID.eq(id.value()));
        metricHits.delete(DOCUMENT_METRIC_HITS.DOCUMENT_ID.eq(id.value()));
        sections.insertAll(content.sections());
        tables.insertAll(content.tables());
        entities.insertAll(content.entities());
        metricHits.insertAll(content.metricHits());
        session.write("document_structure", dsl -> {
            int removed = dsl.deleteFrom(DOCUMENT_STRUCTURE)
                    .where(DOCUMENT_STRUCTURE.DOCUMENT_ID.eq(id.value()))
                    .execute();
            content.structure().ifPresent(structure -> dsl.insertInto(
                            DOCUMENT_STRUCTURE, DOCUMENT_STRUCTURE.DOCUMENT_ID, DOCUMENT_STRUCTURE.HIERARCHY)
                    .values(id.value(), structure.hierarchy())
                    .execute());
            return removed;
        });
    }

    Page<Section> listSections(Id<Document> id, PageRequest page) {
        return sections.page(DOCUMENT_SECTIONS.ORDER, DOCUMENT_SECTIONS.DOCUMENT_ID.eq(id.value()), page);
    }

    List<DocumentTable> listTables(Id<Document> id) {
        return tables.list(
                DOCUMENT_TABLES.DOCUMENT_ID.eq(id.value()), DOCUMENT_TABLES.ORDER.asc(), DOCUMENT_TABLES.ID.asc());
    }

    Optional<DocumentStructure> findStructure(Id<Document> id) {
        return session.read(dsl -> dsl.select(DOCUMENT_STRUCTURE.HIERARCHY)
                .from(DOCUMENT_STRUCTURE)
                .where(DOCUMENT_STRUCTURE.DOCUMENT_ID.eq(id.value()))
                .fetchOptional(DOCUMENT_STRUCTURE.HIERARCHY)
                .map(hierarchy -> new DocumentStructure(id, hierarchy)));
    }

    Page<EntityMention> listEntities(Optional<Id<Document>> id, Optional<String> label, PageRequest page) {
        var ofDocument = Filters.equalId(DOCUMENT_ENTITIES.DOCUMENT_ID, id);
        return entities.page(ofDocument.and(Filters.equal(DOCUMENT_ENTITIES.LABEL, label)), page);
    }

    Page<MetricHit> listMetricHits(Optional<Id<Document>> id, Optional<String> type, PageRequest page) {
        var ofDocument = Filters.equalId(DOCUMENT_METRIC_HITS.DOCUMENT_ID, id);
        return metricHits.page(ofDocument.and(Filters.equal(DOCUMENT_METRIC_HITS.TYPE, type)), page);
    }
}
