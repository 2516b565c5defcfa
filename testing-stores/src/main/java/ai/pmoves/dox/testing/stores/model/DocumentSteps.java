package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.DocumentType;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Steps on artifacts, documents, and what was read from documents. */
final class DocumentSteps {
    private final Dice dice;
    private final OddValues values;
    private final OddRows rows;

    DocumentSteps(Dice dice, OddValues values, OddRows rows) {
        this.dice = dice;
        this.values = values;
        this.rows = rows;
    }

    List<Supplier<Step>> writes() {
        return List.of(
                this::addArtifact,
                this::updateArtifact,
                this::updateArtifact,
                this::upsert,
                this::upsert,
                this::removeArtifact,
                this::addDocument,
                this::addDocument,
                this::updateDocument,
                this::updateDocument,
                this::removeDocument,
                this::replaceContent,
                this::replaceContent,
                this::replaceContent);
    }

    List<Supplier<Step>> reads() {
        return List.of(
                this::findArtifact,
                this::listArtifacts,
                this::listByStatus,
                this::findArtifactByContent,
                this::findDocument,
                this::listDocuments,
                this::findByContentHash,
                this::listSections,
                this::listTables,
                this::findStructure,
                this::listEntities,
                this::listMetricHits);
    }

    private Step addArtifact() {
        var artifact = rows.artifact();
        return Step.write("artifacts.add", store -> store.artifacts().add(artifact), artifact);
    }

    /** With the revision that is stored, or another one. */
    private Step updateArtifact() {
        var artifact = rows.artifact();
        int off = dice.onceIn(3) ? dice.below(3) - 1 : 0;
        return Step.of(
                "artifacts.update, revision off by " + off,
                store -> {
                    long stored = store.artifacts()
                            .find(artifact.id())
                            .map(Artifact::revision)
                            .orElse(1L);
                    return store.artifacts().update(artifact.withRevision(stored + off));
                },
                artifact);
    }

    private Step upsert() {
        var artifact = rows.artifact();
        var document = rows.document();
        return Step.write(
                "artifacts.upsertWithDocument",
                store -> store.artifacts().upsertWithDocument(artifact, document),
                artifact,
                document);
    }

    private Step removeArtifact() {
        var id = rows.artifactId();
        return Step.write("artifacts.remove", store -> store.artifacts().remove(id), id);
    }

    private Step findArtifact() {
        var id = rows.artifactId();
        return Step.of("artifacts.find", store -> store.artifacts().find(id), id);
    }

    private Step listArtifacts() {
        var walk = PageWalk.of(dice);
        return Step.of("artifacts.list", store -> walk.through(store.artifacts()::list), walk);
    }

    private Step listByStatus() {
        var walk = PageWalk.of(dice);
        var status = new ArtifactStatus(values.label());
        return Step.of(
                "artifacts.listByStatus",
                store -> walk.through(page -> store.artifacts().listByStatus(status, page)),
                status,
                walk);
    }

    private Step findArtifactByContent() {
        var hash = values.anyText();
        var statuses = new HashSet<>(List.of(ArtifactStatus.PROCESSED, new ArtifactStatus(values.label())));
        return Step.of(
                "artifacts.findByContentHash",
                store -> store.artifacts().findByContentHash(statuses, hash),
                statuses,
                hash);
    }

    private Step addDocument() {
        var document = rows.document();
        return Step.write("documents.add", store -> store.documents().add(document), document);
    }

    private Step updateDocument() {
        var document = rows.document();
        int off = dice.onceIn(3) ? dice.below(3) - 1 : 0;
        return Step.of(
                "documents.update, revision off by " + off,
                store -> {
                    long stored = store.documents()
                            .find(document.id())
                            .map(found -> found.revision())
                            .orElse(1L);
                    return store.documents().update(document.withRevision(stored + off));
                },
                document);
    }

    private Step removeDocument() {
        var id = rows.documentId();
        return Step.write("documents.remove", store -> store.documents().remove(id), id);
    }

    /** Now and then the content of another document. */
    private Step replaceContent() {
        var id = rows.documentId();
        var content = rows.content(dice.onceIn(20) ? rows.documentId() : id);
        return Step.write(
                "documents.replaceContent", store -> store.documents().replaceContent(id, content), id, content);
    }

    private Step findDocument() {
        var id = rows.documentId();
        return Step.of("documents.find", store -> store.documents().find(id), id);
    }

    private Step listDocuments() {
        var walk = PageWalk.of(dice);
        var types = Stream.generate(() -> new DocumentType(values.notBlank()))
                .limit(dice.below(4))
                .collect(Collectors.toSet());
        return Step.of(
                "documents.list",
                store -> walk.through(page -> store.documents().list(types, page)),
                types,
                walk);
    }

    private Step findByContentHash() {
        var type = new DocumentType(values.notBlank());
        var hash = values.anyText();
        return Step.of(
                "documents.findByContentHash", store -> store.documents().findByContentHash(type, hash), type, hash);
    }

    private Step listSections() {
        var walk = PageWalk.of(dice);
        var id = rows.documentId();
        return Step.of(
                "documents.listSections",
                store -> walk.through(page -> store.documents().listSections(id, page)),
                id,
                walk);
    }

    private Step listTables() {
        var id = rows.documentId();
        return Step.of("documents.listTables", store -> store.documents().listTables(id), id);
    }

    private Step findStructure() {
        var id = rows.documentId();
        return Step.of("documents.findStructure", store -> store.documents().findStructure(id), id);
    }

    private Step listEntities() {
        var walk = PageWalk.of(dice);
        var id = dice.optional(2, rows::documentId);
        var label = dice.optional(2, values::anyText);
        return Step.of(
                "documents.listEntities",
                store -> walk.through(page -> store.documents().listEntities(id, label, page)),
                id,
                label,
                walk);
    }

    private Step listMetricHits() {
        var walk = PageWalk.of(dice);
        var id = dice.optional(2, rows::documentId);
        var type = dice.optional(2, values::anyText);
        return Step.of(
                "documents.listMetricHits",
                store -> walk.through(page -> store.documents().listMetricHits(id, type, page)),
                id,
                type,
                walk);
    }
}
