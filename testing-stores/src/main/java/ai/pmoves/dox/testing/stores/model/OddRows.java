package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.DocumentTable;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.EntityMention;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.ExtractionRun;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.MetricHit;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.TagPrompt;
import ai.pmoves.dox.domain.hrm.HrmRun;
import ai.pmoves.dox.domain.hrm.HrmStep;
import java.util.Optional;

/** Rows of every kind with odd values; their ids are few enough to meet, and often those of rows that are not there. */
final class OddRows {
    private static final int PARENTS = 20;
    private static final int CHILDREN = 3_000;

    private final Dice dice;
    private final OddValues values;

    OddRows(Dice dice, OddValues values) {
        this.dice = dice;
        this.values = values;
    }

    Id<Artifact> artifactId() {
        return values.id("a", PARENTS);
    }

    Id<Document> documentId() {
        return values.id("d", PARENTS);
    }

    <T> Id<T> childId(String kind) {
        return values.id(kind, CHILDREN);
    }

    Id<HrmRun> runId() {
        return values.id("r", PARENTS * 5);
    }

    Artifact artifact() {
        var status = dice.onceIn(3) ? values.maybeLabel() : "processed";
        return new Artifact(
                artifactId(),
                values.text(),
                values.text(),
                values.text(),
                values.maybeLabel(),
                status == null ? null : new ArtifactStatus(status),
                values.maybeText(),
                values.maybeJson(),
                values.maybeText(),
                values.maybeTime(),
                dice.below(3));
    }

    Document document() {
        return new Document(
                documentId(),
                dice.onceIn(2) ? null : artifactId(),
                values.text(),
                new DocumentType(values.notBlank()),
                values.maybeText(),
                values.maybeText(),
                values.maybeText(),
                values.maybeTime(),
                dice.below(3));
    }

    DocumentContent content(Id<Document> document) {
        return new DocumentContent(
                dice.listOf(4, () -> section(document)),
                dice.listOf(2, () -> new DocumentTable(childId("dt"), document, values.whole(), values.json())),
                dice.onceIn(2) ? Optional.empty() : Optional.of(new DocumentStructure(document, values.json())),
                dice.listOf(3, () -> entity(document)),
                dice.listOf(3, () -> metricHit(document)));
    }

    private Section section(Id<Document> document) {
        return new Section(
                childId("s"), document, values.whole(), values.text(), values.maybeWhole(), values.maybeJson());
    }

    private EntityMention entity(Id<Document> document) {
        return new EntityMention(
                childId("e"),
                document,
                values.text(),
                values.text(),
                values.maybeWhole(),
                values.maybeWhole(),
                values.maybeWhole(),
                values.maybeText(),
                values.maybeWhole());
    }

    private MetricHit metricHit(Id<Document> document) {
        return new MetricHit(
                childId("m"),
                document,
                values.text(),
                values.maybeText(),
                values.maybeText(),
                values.maybeWhole(),
                values.maybeWhole(),
                values.maybeWhole());
    }

    LogEntry log(Id<Document> document) {
        return new LogEntry(
                childId("l"),
                document,
                values.maybeText(),
                values.maybeTime(),
                values.maybeLabel(),
                values.maybeText(),
                values.maybeText(),
                values.maybeText(),
                values.maybeJson());
    }

    ApiEndpoint api(Id<Document> document) {
        return new ApiEndpoint(
                childId("p"),
                document,
                values.maybeText(),
                values.label(),
                values.text(),
                values.maybeText(),
                dice.maybe(values::list),
                values.maybeJson(),
                values.maybeJson());
    }

    Tag tag(Id<Document> document) {
        return new Tag(
                childId("t"),
                document,
                values.text(),
                values.maybeNumber(),
                values.maybeText(),
                values.maybeWhole(),
                values.whole());
    }

    TagPrompt prompt() {
        return new TagPrompt(
                childId("q"), documentId(), values.text(), values.maybeJson(), values.maybeTime(), values.maybeText());
    }

    Fact fact(Id<Artifact> artifact) {
        return new Fact(
                childId("f"),
                artifact,
                values.maybeLabel(),
                values.maybeText(),
                values.json(),
                dice.maybe(() -> childId("v")));
    }

    Evidence evidence(Id<Artifact> artifact) {
        return new Evidence(
                childId("v"),
                artifact,
                values.maybeText(),
                values.maybeText(),
                values.maybeJson(),
                EvidenceData.of(values.maybeLabel(), values.maybeJson()));
    }

    Summary summary() {
        return new Summary(
                childId("u"),
                values.text(),
                values.text(),
                values.text(),
                values.maybeText(),
                values.maybeText(),
                values.text(),
                values.list(),
                values.list(),
                values.time());
    }

    HrmRun run() {
        return new HrmRun(
                runId(),
                values.text(),
                dice.maybe(this::documentId),
                values.whole(),
                values.whole(),
                values.whole(),
                dice.onceIn(2),
                values.maybeText(),
                dice.maybe(() -> dice.below(5) / 4.0),
                values.duration(),
                values.maybeText(),
                values.json(),
                values.time());
    }

    HrmStep step(Id<HrmRun> run) {
        return new HrmStep(
                childId("h"), dice.onceIn(20) ? runId() : run, values.whole(), dice.onceIn(2), values.json());
    }

    ExtractionRun extraction() {
        return new ExtractionRun(
                childId("x"),
                dice.maybe(this::documentId),
                dice.maybe(() -> childId("q")),
                values.text(),
                values.maybeText(),
                values.whole(),
                values.whole(),
                values.text(),
                values.maybeText(),
                values.duration(),
                values.maybeText(),
                values.time());
    }
}
