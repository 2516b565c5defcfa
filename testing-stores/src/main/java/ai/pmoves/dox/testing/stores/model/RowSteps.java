package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.ports.store.ApiFilter;
import ai.pmoves.dox.ports.store.ExtractionFilter;
import ai.pmoves.dox.ports.store.HrmFilter;
import ai.pmoves.dox.ports.store.LogFilter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Steps on rows that never change once they are added. */
final class RowSteps {
    private static final int BATCH = 6;

    private final Dice dice;
    private final OddValues values;
    private final OddRows rows;

    RowSteps(Dice dice, OddValues values, OddRows rows) {
        this.dice = dice;
        this.values = values;
        this.rows = rows;
    }

    List<Supplier<Step>> writes() {
        return List.of(
                this::addLogs,
                this::addLogs,
                this::addApis,
                this::addTags,
                this::addTags,
                this::removeTag,
                this::addPrompt,
                this::addFacts,
                this::addEvidence,
                this::addSummary,
                this::addRun,
                this::addExtraction);
    }

    List<Supplier<Step>> reads() {
        return List.of(
                this::listLogs,
                this::listLogs,
                this::findApi,
                this::listApis,
                this::listTags,
                this::findPrompt,
                this::listPrompts,
                this::listFacts,
                this::findEvidence,
                this::listEvidence,
                this::listEvidenceByType,
                this::countEvidence,
                this::findSummary,
                this::listSummaries,
                this::listRuns,
                this::listSteps,
                this::figures,
                this::listExtractions,
                this::extractionTotals);
    }

    private Step addLogs() {
        var document = rows.documentId();
        var logs = dice.listOf(BATCH, () -> rows.log(document));
        return Step.write("logs.addAll", store -> store.logs().addAll(logs), logs);
    }

    private Step listLogs() {
        var walk = PageWalk.of(dice);
        var filter = new LogFilter(
                dice.optional(4, values::anyText),
                dice.optional(4, values::anyText),
                dice.optional(4, values::anyText),
                dice.optional(4, rows::documentId),
                dice.optional(4, values::time),
                dice.optional(4, values::time));
        return Step.of("logs.list", store -> walk.through(page -> store.logs().list(filter, page)), filter, walk);
    }

    private Step addApis() {
        var document = rows.documentId();
        var apis = dice.listOf(BATCH, () -> rows.api(document));
        return Step.write("apis.addAll", store -> store.apis().addAll(apis), apis);
    }

    private Step findApi() {
        var id = rows.<ApiEndpoint>childId("p");
        return Step.of("apis.find", store -> store.apis().find(id), id);
    }

    private Step listApis() {
        var walk = PageWalk.of(dice);
        var filter = new ApiFilter(
                dice.optional(4, values::anyText),
                dice.optional(3, values::anyText),
                dice.optional(4, values::anyText),
                dice.optional(4, rows::documentId));
        return Step.of("apis.list", store -> walk.through(page -> store.apis().list(filter, page)), filter, walk);
    }

    private Step addTags() {
        var document = rows.documentId();
        var tags = dice.listOf(BATCH, () -> rows.tag(document));
        return Step.write("tags.addAll", store -> store.tags().addAll(tags), tags);
    }

    private Step removeTag() {
        var id = rows.<Tag>childId("t");
        return Step.write("tags.remove", store -> store.tags().remove(id), id);
    }

    private Step listTags() {
        var walk = PageWalk.of(dice);
        var document = dice.optional(2, rows::documentId);
        var contains = dice.optional(2, values::anyText);
        return Step.of(
                "tags.list",
                store -> walk.through(page -> store.tags().list(document, contains, page)),
                document,
                contains,
                walk);
    }

    private Step addPrompt() {
        var prompt = rows.prompt();
        return Step.write("tagPrompts.add", store -> store.tagPrompts().add(prompt), prompt);
    }

    private Step findPrompt() {
        var document = rows.documentId();
        return Step.of("tagPrompts.findLatest", store -> store.tagPrompts().findLatest(document), document);
    }

    private Step listPrompts() {
        var document = rows.documentId();
        return Step.of("tagPrompts.listHistory", store -> store.tagPrompts().listHistory(document), document);
    }

    private Step addFacts() {
        var artifact = rows.artifactId();
        var facts = dice.listOf(BATCH, () -> rows.fact(artifact));
        return Step.write("facts.addAll", store -> store.facts().addAll(facts), facts);
    }

    private Step listFacts() {
        var walk = PageWalk.of(dice);
        var week = dice.optional(2, values::anyText);
        var artifact = dice.optional(2, rows::artifactId);
        return Step.of(
                "facts.list",
                store -> walk.through(page -> store.facts().list(week, artifact, page)),
                week,
                artifact,
                walk);
    }

    private Step addEvidence() {
        var artifact = rows.artifactId();
        var evidence = dice.listOf(BATCH, () -> rows.evidence(artifact));
        return Step.write("evidence.addAll", store -> store.evidence().addAll(evidence), evidence);
    }

    private Step findEvidence() {
        var id = rows.<Evidence>childId("v");
        return Step.of("evidence.find", store -> store.evidence().find(id), id);
    }

    private Step listEvidence() {
        var walk = PageWalk.of(dice);
        var artifact = rows.artifactId();
        return Step.of(
                "evidence.listByArtifact",
                store -> walk.through(page -> store.evidence().listByArtifact(artifact, page)),
                artifact,
                walk);
    }

    private Step listEvidenceByType() {
        var walk = PageWalk.of(dice);
        var types = new HashSet<>(dice.listOf(3, () -> values.anyText().toLowerCase(Locale.ROOT)));
        return Step.of(
                "evidence.listByContentType",
                store -> walk.through(page -> store.evidence().listByContentType(types, page)),
                types,
                walk);
    }

    private Step countEvidence() {
        var artifacts = dice.listOf(10, rows::artifactId);
        return Step.of(
                "evidence.countByContentType", store -> store.evidence().countByContentType(artifacts), artifacts);
    }

    private Step addSummary() {
        var summary = rows.summary();
        return Step.write("summaries.add", store -> store.summaries().add(summary), summary);
    }

    private Step findSummary() {
        var key = values.anyText();
        var style = values.anyText();
        return Step.of("summaries.findLatest", store -> store.summaries().findLatest(key, style), key, style);
    }

    private Step listSummaries() {
        var scope = dice.optional(2, values::anyText);
        var style = dice.optional(2, values::anyText);
        return Step.of("summaries.list", store -> store.summaries().list(scope, style), scope, style);
    }

    private Step addRun() {
        var run = rows.run();
        var steps = dice.listOf(BATCH, () -> rows.step(run.id()));
        return Step.write("hrmRuns.add", store -> store.hrmRuns().add(run, steps), run, steps);
    }

    private Step listRuns() {
        var walk = PageWalk.of(dice);
        return Step.of("hrmRuns.list", store -> walk.through(store.hrmRuns()::list), walk);
    }

    private Step listSteps() {
        var run = rows.runId();
        return Step.of("hrmRuns.listSteps", store -> store.hrmRuns().listSteps(run), run);
    }

    private Step figures() {
        return Step.of("hrmRuns.figures", store -> store.hrmRuns().figures(HrmFilter.ALL));
    }

    private Step addExtraction() {
        var run = rows.extraction();
        return Step.write("extractionRuns.add", store -> store.extractionRuns().add(run), run);
    }

    private Step listExtractions() {
        var walk = PageWalk.of(dice);
        var filter = extractionFilter();
        return Step.of(
                "extractionRuns.list",
                store -> walk.through(page -> store.extractionRuns().list(filter, page)),
                filter,
                walk);
    }

    private Step extractionTotals() {
        var filter = extractionFilter();
        return Step.of("extractionRuns.totals", store -> store.extractionRuns().totals(filter), filter);
    }

    private ExtractionFilter extractionFilter() {
        return dice.optional(2, rows::documentId).map(ExtractionFilter::of).orElse(ExtractionFilter.ALL);
    }
}
