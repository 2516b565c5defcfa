package ai.pmoves.dox.application;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.hrm.Refinement;
import ai.pmoves.dox.domain.report.BusinessMetric;
import ai.pmoves.dox.domain.report.MetricFigures;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.Pages;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Answers questions for business figures from the facts, and names its evidence. Safe for use by many threads. */
public final class AskQuestion {
    private static final String HELP = "I can answer questions about these metrics: " + BusinessMetric.names()
            + ". Try: What is the total revenue?";

    private final FactRepository facts;
    private final RunHrm runHrm;

    public AskQuestion(FactRepository facts, RunHrm runHrm) {
        this.facts = facts;
        this.runHrm = runHrm;
    }

    /**
     * What is known.
     *
     * @param text for people, in Markdown
     * @param metric what the question is about, if it names a metric
     * @param figures empty if no fact has the metric
     * @param citations the evidence of each fact that counts, in the order of the facts; evidence of several facts is
     *     there several times, and some may be gone
     * @param hrmSteps in how many steps the text was refined, empty if it was not
     */
    public record Answer(
            String text,
            Optional<BusinessMetric> metric,
            Optional<MetricFigures> figures,
            List<Id<Evidence>> citations,
            OptionalInt hrmSteps) {
        public Answer {
            citations = List.copyOf(citations);
        }

        private static Answer of(String text, Optional<BusinessMetric> metric) {
            return new Answer(text, metric, Optional.empty(), List.of(), OptionalInt.empty());
        }

        private Answer refined(Refinement<String> refinement) {
            return new Answer(refinement.result(), metric, figures, citations, OptionalInt.of(refinement.steps()));
        }
    }

    /**
     * Answers with total and average of the first metric that the question names, over all facts.
     *
     * @param useHrm whether the text is refined, where that is enabled
     */
    public Answer answer(String question, boolean useHrm) {
        var answer =
                BusinessMetric.askedIn(question).map(this::figures).orElseGet(() -> Answer.of(HELP, Optional.empty()));
        return useHrm && runHrm.settings().enabled()
                ? answer.refined(runHrm.answer(question, answer.text()).refinement())
                : answer;
    }

    private Answer figures(BusinessMetric metric) {
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
            return Answer.of("No data found for " + metric.text() + ".", Optional.of(metric));
        }
        var figures = new MetricFigures(total, count);
        return new Answer(
                figures.describe(metric), Optional.of(metric), Optional.of(figures), citations, OptionalInt.empty());
    }
}
