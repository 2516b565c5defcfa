package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.report.BusinessMetric;
import ai.pmoves.dox.domain.report.MetricFigures;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers questions for business figures from the facts, and names its evidence. Safe for use by many threads. */
public final class AskQuestion {
    private static final String HELP = "I can answer questions about these metrics: " + BusinessMetric.names()
            + ". Try: What is the total revenue?";

    private final FactRepository facts;

    public AskQuestion(FactRepository facts) {
        this.facts = facts;
    }

    /**
     * What is known.
     *
     * @param text for people, in Markdown
     * @param metric what the question is about, if it names a metric
     * @param figures empty if no fact has the metric
     * @param citations the evidence of each fact that counts, in the order of the facts; evidence of several facts is
     *     there several times, and some may be gone
     */
    public record Answer(
            String text,
            Optional<BusinessMetric> metric,
            Optional<MetricFigures> figures,
            List<Id<Evidence>> citations) {
        public Answer {
            citations = List.copyOf(citations);
        }
    }

    /** Answers with total and average of the first metric that the question names, over all facts. */
    public Answer answer(String question) {
        return BusinessMetric.askedIn(question)
                .map(this::answer)
                .orElseGet(() -> new Answer(HELP, Optional.empty(), Optional.empty(), List.of()));
    }

    private Answer answer(BusinessMetric metric) {
        double total = 0;
        long count = 0;
        var citations = new ArrayList<Id<Evidence>>();
        for (var fact : Pages.all(page -> facts.list(Optional.empty(), Optional.empty(), page))) {
            if (fact.metrics().asObject().get(metric.text()) instanceof Number value) {
                total += value.doubleValue();
                count++;
                Optional.ofNullable(fact.evidenceId()).ifPresent(citations::add);
            }
        }
        if (count == 0) {
            var nothing = "No data found for " + metric.text() + ".";
            return new Answer(nothing, Optional.of(metric), Optional.empty(), List.of());
        }
        var figures = new MetricFigures(total, count);
        return new Answer(figures.describe(metric), Optional.of(metric), Optional.of(figures), citations);
    }
}
