package ai.pmoves.dox.application.report;

import ai.pmoves.dox.application.tagging.GeneratedText;
import ai.pmoves.dox.application.tagging.HeuristicExtractor;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Summary;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.report.FactLine;
import ai.pmoves.dox.domain.report.SummaryScope;
import ai.pmoves.dox.domain.report.SummaryStyle;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.writing.Writer;
import ai.pmoves.dox.ports.writing.Writers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Summarises the facts of the workspace or of some artifacts, and keeps what was written, by rules or by a language
 * model. Thread-safe.
 */
public final class SummariseFacts {
    private static final String PROVIDER = HeuristicExtractor.PROVIDER;
    private static final String NOTHING = "No artifacts have been uploaded yet.";
    /** A model is shown so much at most; the rules write less. */
    private static final int MAX_LINES = 200;

    private static final int MAX_CHARS = 40_000;

    private final Store store;
    private final Writers writers;
    private final IdSource ids;
    private final Clock clock;

    public SummariseFacts(Store store, Writers writers, IdSource ids, Clock clock) {
        this.store = store;
        this.writers = writers;
        this.ids = ids;
        this.clock = clock;
    }

    private record Findings(List<String> lines, Set<Id<Evidence>> evidence) {}

    /**
     * A summary.
     *
     * @param fallback why the rules wrote it in the place of who was asked to; empty if nobody failed, and of one that
     *     was there already
     */
    public record Summarised(Summary summary, Optional<String> fallback) {}

    /**
     * Returns the newest summary of this scope and style, or makes one if there is none.
     *
     * @param again whether one is made in any case; earlier ones stay in the history
     * @param provider who is to write, as {@link Writers#findWriter} knows them; one that fails is replaced by the
     *     rules
     * @throws DoxException {@code request.invalid} if there is no such provider
     */
    public Summarised summarise(SummaryScope scope, SummaryStyle style, boolean again, Optional<String> provider) {
        var writer = writers.findWriter(Writers.Task.SUMMARY, provider, Optional.empty());
        Optional<Summary> latest = again ? Optional.empty() : store.summaries().findLatest(scope.key(), style.text());
        return latest.map(summary -> new Summarised(summary, Optional.empty()))
                .orElseGet(() -> make(scope, style, writer));
    }

    private Summarised make(SummaryScope scope, SummaryStyle style, Optional<Writer> writer) {
        var findings = findings(scope);
        var lines = findings.lines().isEmpty() ? artifactLines(scope) : findings.lines();
        var written = writer.map(asked -> GeneratedText.by(asked, prompt(style, lines)));
        var summary = new Summary(
                ids.nextId(),
                scope.type(),
                scope.key(),
                style.text(),
                written.filter(answer -> answer.text().isPresent())
                        .map(GeneratedText::provider)
                        .orElse(PROVIDER),
                style.prompt(),
                written.flatMap(GeneratedText::text).orElseGet(() -> style.write(lines)),
                texts(scope.artifactIds()),
                texts(findings.evidence()),
                clock.instant());
        store.summaries().add(summary);
        return new Summarised(summary, written.flatMap(GeneratedText::failure));
    }

    private static String prompt(SummaryStyle style, List<String> lines) {
        return style.prompt() + "\n\nThe findings" + GeneratedText.NO_INSTRUCTIONS
                + Text.truncate(String.join("\n", lines), MAX_CHARS);
    }

    private static Json texts(Iterable<? extends Id<?>> ids) {
        return Json.of(
                StreamSupport.stream(ids.spliterator(), false).map(Id::value).toList());
    }

    private Findings findings(SummaryScope scope) {
        var findings = new Findings(new ArrayList<>(), new LinkedHashSet<>());
        if (scope.isWorkspace()) {
            addFindings(Optional.empty(), findings);
        }
        scope.artifactIds().forEach(id -> addFindings(Optional.of(id), findings));
        return findings;
    }

    private void addFindings(Optional<Id<Artifact>> artifactId, Findings findings) {
        for (Fact fact : Pages.all(page -> store.facts().list(Optional.empty(), artifactId, page))) {
            FactLine.of(fact).ifPresent(line -> {
                if (findings.lines().size() < MAX_LINES) {
                    findings.lines().add(line);
                }
                Optional.ofNullable(fact.evidenceId()).ifPresent(findings.evidence()::add);
            });
        }
    }

    /** What is said of artifacts that have no facts. */
    private List<String> artifactLines(SummaryScope scope) {
        var artifacts = scope.isWorkspace()
                ? StreamSupport.stream(Pages.all(store.artifacts()::list).spliterator(), false)
                : scope.artifactIds().stream().flatMap(id -> store.artifacts().find(id).stream());
        var lines = artifacts
                .limit(MAX_LINES)
                .map(artifact -> "Artifact %s (%s) queued for summarization."
                        .formatted(artifact.filename(), artifact.filetype()))
                .toList();
        return lines.isEmpty() ? List.of(NOTHING) : lines;
    }
}
