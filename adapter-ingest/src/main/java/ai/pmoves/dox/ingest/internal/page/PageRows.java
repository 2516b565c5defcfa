package ai.pmoves.dox.ingest.internal.page;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.extract.EntityRules;
import ai.pmoves.dox.domain.extract.MetricHits;
import ai.pmoves.dox.domain.extract.NameUuid;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers the rows of one document, all with their ids and their places. */
final class PageRows {
    private static final int PREVIEW_CHARS = 300;

    private final SourceFile file;
    private final IdSource ids;
    private final Id<Document> documentId;
    private final List<Section> sections = new ArrayList<>();
    private final List<DocumentTable> tables = new ArrayList<>();
    private final List<EntityMention> entities = new ArrayList<>();
    private final List<MetricHit> metricHits = new ArrayList<>();
    private final List<Evidence> evidence = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();

    PageRows(SourceFile file, IdSource ids) {
        this.file = file;
        this.ids = ids;
        this.documentId = file.artifactId().as();
    }

    /** Returns the section's number. */
    int addSection(String text, PagePlace place) {
        int index = sections.size();
        sections.add(new Section(ids.nextId(), documentId, index, text, place.page(), place.bbox()));
        return index;
    }

    /** Adds the names and figures that a section mentions. */
    void addMentions(String text, int section, @Nullable Integer page) {
        for (var mention : EntityRules.of(text)) {
            var name = "%s|entity|%d|%s|%s|%d"
                    .formatted(documentId, section, mention.label(), mention.text(), mention.start());
            entities.add(new EntityMention(
                    Id.of(NameUuid.of(name).toString()),
                    documentId,
                    mention.label(),
                    mention.text(),
                    mention.start(),
                    mention.end(),
                    page,
                    mention.context(),
                    section));
        }
        for (var hit : MetricHits.of(text)) {
            var name = "%s|metric|%d|%s|%s|%d".formatted(documentId, section, hit.type(), hit.value(), hit.position());
            metricHits.add(new MetricHit(
                    Id.of(NameUuid.of(name).toString()),
                    documentId,
                    hit.type(),
                    hit.value(),
                    hit.context(),
                    hit.position(),
                    page,
                    section));
        }
    }

    /** Returns the table's number. */
    int addTable(Json content) {
        int index = tables.size();
        tables.add(new DocumentTable(ids.nextId(), documentId, index, content));
        return index;
    }

    /** @param name of the place within the file, such as {@code table0} */
    Id<Evidence> addEvidence(String name, String preview, PagePlace place, EvidenceData data) {
        Id<Evidence> id = ids.nextId();
        evidence.add(new Evidence(
                id,
                file.artifactId(),
                file.storedName() + "#" + name,
                Text.truncate(preview, PREVIEW_CHARS),
                place.coordinates(),
                data));
        return id;
    }

    void addFact(@Nullable String entity, Map<String, ?> metrics, @Nullable Id<Evidence> evidenceId) {
        facts.add(new Fact(ids.nextId(), file.artifactId(), file.reportWeek(), entity, Json.of(metrics), evidenceId));
    }

    List<Section> sections() {
        return sections;
    }

    List<DocumentTable> tables() {
        return tables;
    }

    List<Evidence> evidence() {
        return evidence;
    }

    List<Fact> facts() {
        return facts;
    }

    DocumentContent content(Json hierarchy) {
        return new DocumentContent(
                sections, tables, Optional.of(new DocumentStructure(documentId, hierarchy)), entities, metricHits);
    }
}
