package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.store.DocumentRepository} does. */
public interface DocumentRepositoryContract {
    Store store();

    private static DocumentContent content(String prefix, int sections) {
        Id<Document> id = Id.of("d1");
        return new DocumentContent(
                IntStream.range(0, sections)
                        .mapToObj(i -> new Section(
                                Id.of(prefix + "s" + i), id, i, "text " + prefix + i, i + 1, Json.of(List.of(1, 2))))
                        .toList(),
                List.of(new DocumentTable(Id.of(prefix + "t"), id, 0, Json.of(Map.of("rows", List.of())))),
                Optional.of(new DocumentStructure(id, Json.of(Map.of("title", prefix)))),
                List.of(new EntityMention(Id.of(prefix + "e"), id, "ORG", "Acme Ltd", 0, 8, 1, "by Acme Ltd", 0)),
                List.of(new MetricHit(Id.of(prefix + "m"), id, "revenue", "5M", "revenue of 5M", 3, 1, 0)));
    }

    @Test
    default void aDocumentComesBackAsItWasAdded() {
        store().documents().add(Rows.document("d1"));
        assertThat(store().documents().find(Id.of("d1"))).contains(Rows.document("d1"));
    }

    @Test
    default void aDocumentOfNobodysArtifactIsRefused() {
        Errors.assertFails(
                () -> store().documents().add(Rows.document("d1", "nobody")), ErrorCode.PARENT_MISSING, "documents");
    }

    @Test
    default void aStaleUpdateIsRefused() {
        store().documents().add(Rows.document("d1"));
        assertThat(store().documents().update(Rows.document("d1")).revision()).isEqualTo(2);
        Errors.assertFails(() -> store().documents().update(Rows.document("d1")), ErrorCode.ROW_STALE, "d1", "2");
        Errors.assertFails(() -> store().documents().update(Rows.document("d2")), ErrorCode.DOCUMENT_NOT_FOUND, "d2");
    }

    @Test
    default void documentsAreListedByTypeInInsertionOrder() {
        store().artifacts().add(Rows.artifact("p"));
        store().documents().add(Rows.document("z"));
        store().documents().add(new Document(Id.of("p"), Id.of("p"), "p", DocumentType.PDF, null, null, null, null, 1));
        store().documents().add(Rows.document("a"));
        assertThat(Pages.all(page -> store().documents().list(Set.of(DocumentType.XML), page)))
                .extracting(d -> d.id().value())
                .containsExactly("z", "a");
        assertThat(Pages.all(page -> store().documents().list(Set.of(), page)))
                .extracting(d -> d.id().value())
                .containsExactly("z", "p", "a");
        assertThat(Pages.all(page -> store().documents()
                        .list(Set.of(DocumentType.PDF, DocumentType.XML, DocumentType.DOCLING), page)))
                .extracting(d -> d.id().value())
                .containsExactly("z", "p", "a");
        assertThat(Pages.all(page -> store().documents().list(Set.of(DocumentType.DOCLING), page)))
                .isEmpty();
    }

    @Test
    default void aDocumentIsFoundByItsTypeAndContent() {
        store().documents().add(Rows.document("d1"));
        assertThat(store().documents().findByContentHash(DocumentType.XML, "hash-d1"))
                .isPresent();
        assertThat(store().documents().findByContentHash(DocumentType.PDF, "hash-d1"))
                .isEmpty();
    }

    @Test
    default void contentComesBackAndIsReplacedAsAWhole() {
        store().documents().add(Rows.document("d1"));
        store().documents().replaceContent(Id.of("d1"), content("old", 5));
        var content = content("new", 2);
        store().documents().replaceContent(Id.of("d1"), content);
        Id<Document> id = Id.of("d1");
        assertThat(Pages.all(page -> store().documents().listSections(id, page)))
                .containsExactlyElementsOf(content.sections());
        assertThat(store().documents().listTables(id)).isEqualTo(content.tables());
        assertThat(store().documents().findStructure(id)).isEqualTo(content.structure());
        var page = PageRequest.first(10);
        assertThat(store().documents()
                        .listEntities(Optional.of(id), Optional.of("ORG"), page)
                        .items())
                .isEqualTo(content.entities());
        assertThat(store().documents()
                        .listEntities(Optional.empty(), Optional.of("GPE"), page)
                        .items())
                .isEmpty();
        assertThat(store().documents()
                        .listMetricHits(Optional.empty(), Optional.of("revenue"), page)
                        .items())
                .isEqualTo(content.metricHits());
    }

    @Test
    default void sectionsAreListedByTheirOrderPageByPage() {
        store().documents().add(Rows.document("d1"));
        store().documents().replaceContent(Id.of("d1"), content("s", 7));
        var first = store().documents().listSections(Id.of("d1"), PageRequest.first(4));
        var second = store().documents()
                .listSections(Id.of("d1"), PageRequest.after(first.next().orElseThrow(), 4));
        assertThat(first.items()).extracting(Section::order).containsExactly(0, 1, 2, 3);
        assertThat(second.items()).extracting(Section::order).containsExactly(4, 5, 6);
    }

    @Test
    default void contentOfNoDocumentIsRefused() {
        Errors.assertFails(
                () -> store().documents().replaceContent(Id.of("d1"), content("x", 1)), ErrorCode.PARENT_MISSING);
    }

    @Test
    default void removingADocumentRemovesItsRows() {
        store().documents().add(Rows.document("d1"));
        store().documents().replaceContent(Id.of("d1"), content("x", 3));
        store().logs().addAll(List.of(Rows.log("l1", "d1", null, "INFO", "m")));
        store().apis().addAll(List.of(Rows.api("a1", "d1", "GET", "/x")));
        store().documents().remove(Id.of("d1"));
        store().documents().remove(Id.of("d1"));
        assertThat(store().documents()
                        .listSections(Id.of("d1"), PageRequest.first(9))
                        .items())
                .isEmpty();
        assertThat(store().documents().findStructure(Id.of("d1"))).isEmpty();
        assertThat(store().apis().find(Id.of("a1"))).isEmpty();
    }
}
