package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.domain.report.FactLine;
import ai.pmoves.dox.domain.report.SummaryScope;
import ai.pmoves.dox.domain.report.SummaryStyle;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Summarises the facts of the workspace or of some artifacts, and keeps what it wrote. Safe for use by many threads. */
public final class SummariseFacts {
    private static final String PROVIDER = "heuristic";
    private static final String NOTHING = "No artifacts have been uploaded yet.";

    private final Store store;
    private final IdSource ids;
    private final Clock clock;

    public SummariseFacts(Store store, IdSource ids, Clock clock) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    private record Findings(List<String> lines, Set<Id<Evidence>> evidence) {}

    /**
     * Returns the newest summary of this scope and style, or makes one if there is none.
     *
     * @param again whether one is made in any case; earlier ones stay in the history
     */
    public Summary summarise(SummaryScope scope, SummaryStyle style, boolean again) {
        Optional<Summary> latest = again ? Optional.empty() : store.summaries().findLatest(scope.key(), style.text());
        return latest.orElseGet(() -> make(scope, style));
    }

    private Summary make(SummaryScope scope, SummaryStyle style) {
        var findings = findings(scope, style.maxFindings());
        var summary = new Summary(
                ids.nextId(),
                scope.type(),
                scope.key(),
                style.text(),
                PROVIDER,
                style.prompt(),
                style.write(findings.lines().isEmpty() ? artifactLines(scope, style.maxFindings()) : findings.lines()),
                texts(scope.artifactIds()),
                texts(findings.evidence()),
                clock.instant());
        store.summaries().add(summary);
        return summary;
    }

    private static Json texts(Iterable<? extends Id<?>> ids) {
        return Json.of(
                StreamSupport.stream(ids.spliterator(), false).map(Id::value).toList());
    }

    private Findings findings(SummaryScope scope, int maxLines) {
        var findings = new Findings(new ArrayList<>(), new LinkedHashSet<>());
        if (scope.isWorkspace()) {
            addFindings(Optional.empty(), maxLines, findings);
        }
        scope.artifactIds().forEach(id -> addFindings(Optional.of(id), maxLines, findings));
        return findings;
    }

    private void addFindings(Optional<Id<Artifact>> artifactId, int maxLines, Findings findings) {
        for (Fact fact : Pages.all(page -> store.facts().list(Optional.empty(), artifactId, page))) {
            FactLine.of(fact).ifPresent(line -> {
                if (findings.lines().size() < maxLines) {
                    findings.lines().add(line);
                }
                Optional.ofNullable(fact.evidenceId()).ifPresent(findings.evidence()::add);
            });
        }
    }

    /** What is said of artifacts that have no facts. */
    private List<String> artifactLines(SummaryScope scope, int maxLines) {
        var artifacts = scope.isWorkspace()
                ? StreamSupport.stream(Pages.all(store.artifacts()::list).spliterator(), false)
                : scope.artifactIds().stream().flatMap(id -> store.artifacts().find(id).stream());
        var lines = artifacts
                .limit(maxLines)
                .map(artifact -> "Artifact %s (%s) queued for summarization."
                        .formatted(artifact.filename(), artifact.filetype()))
                .toList();
        return lines.isEmpty() ? List.of(NOTHING) : lines;
    }
}
