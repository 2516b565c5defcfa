package ai.pmoves.dox.application.report;

import ai.pmoves.dox.application.tagging.GeneratedText;
import ai.pmoves.dox.application.tagging.RunHrm;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.hrm.Refinement;
import ai.pmoves.dox.domain.report.BusinessMetric;
import ai.pmoves.dox.domain.report.FactLine;
import ai.pmoves.dox.domain.report.MetricFigures;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.writing.Writers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers questions for business figures from the facts, and names its evidence. Where no fact has the figure, a
 * language model may say what the others tell, if one is configured. Thread-safe.
 */
public final class AskQuestion {
    private static final String HELP = "I can answer questions about these metrics: " + BusinessMetric.names()
            + ". Try: What is the total revenue?";

    private static final String TASK =
            "Answer the question from the facts below. Be short, name the figures that you rely"
                    + " on, and say so if the facts do not answer it.";

    /** Of how many facts a language model is told, and in how many characters. */
    private static final int TOLD_FACTS = 20;

    private static final int TOLD_CHARS = 20_000;

    private final FactRepository facts;
    private final Writers writers;
    private final RunHrm runHrm;

    public AskQuestion(FactRepository facts, Writers writers, RunHrm runHrm) {
        this.facts = facts;
        this.writers = writers;
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
     * @param writer the language model's provider, if one answered, which cites nothing
     * @param fallback why a language model that was asked did not
     */
    public record Answer(
            String text,
            Optional<BusinessMetric> metric,
            Optional<MetricFigures> figures,
            List<Id<Evidence>> citations,
            OptionalInt hrmSteps,
            Optional<String> writer,
            Optional<String> fallback) {
        public Answer {
            citations = List.copyOf(citations);
        }

        private static Answer of(String text, Optional<BusinessMetric> metric) {
            return of(text, metric, Optional.empty(), Optional.empty());
        }

        private static Answer of(
                String text, Optional<BusinessMetric> metric, Optional<String> writer, Optional<String> fallback) {
            return new Answer(text, metric, Optional.empty(), List.of(), OptionalInt.empty(), writer, fallback);
        }

        private Answer refined(Refinement<String> refinement) {
            return new Answer(
                    refinement.result(),
                    metric,
                    figures,
                    citations,
                    OptionalInt.of(refinement.steps()),
                    writer,
                    fallback);
        }
    }

    /**
     * Answers with total and average of the first metric that the question names, over all facts.
     *
     * @param useHrm whether the text is refined, where that is enabled
     */
    public Answer answer(String question, boolean useHrm) {
        var answer = BusinessMetric.askedIn(question)
                .map(metric -> figures(metric, question))
                .orElseGet(() -> Answer.of(HELP, Optional.empty()));
        return useHrm && runHrm.settings().enabled()
                ? answer.refined(runHrm.answer(question, answer.text()).refinement())
                : answer;
    }

    private Answer figures(BusinessMetric metric, String question) {
        double total = 0;
        long count = 0;
        var told = new ArrayList<String>();
        var citations = new ArrayList<Id<Evidence>>();
        for (var fact : Pages.all(page -> facts.list(Optional.empty(), Optional.empty(), page))) {
            if (fact.metrics().asObject().get(metric.text()) instanceof Number value) {
                total += value.doubleValue();
                count++;
                Optional.ofNullable(fact.evidenceId()).ifPresent(citations::add);
            } else if (told.size() < TOLD_FACTS) {
                FactLine.of(fact).ifPresent(told::add);
            }
        }
        if (count == 0) {
            return withoutFigures(metric, question, told);
        }
        var figures = new MetricFigures(total, count);
        return new Answer(
                figures.describe(metric),
                Optional.of(metric),
                Optional.of(figures),
                citations,
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A model that is told nothing could only make something up. */
    private Answer withoutFigures(BusinessMetric metric, String question, List<String> told) {
        Optional<GeneratedText> written = told.isEmpty()
                ? Optional.empty()
                : writers.findWriter(Writers.Task.ANSWER, Optional.empty(), Optional.empty())
                        .map(writer -> GeneratedText.by(writer, prompt(question, told)));
        return written.flatMap(answer -> answer.text()
                        .map(text ->
                                Answer.of(text, Optional.empty(), Optional.of(answer.provider()), Optional.empty())))
                .orElseGet(() -> Answer.of(
                        "No data found for " + metric.text() + ".",
                        Optional.of(metric),
                        Optional.empty(),
                        written.flatMap(GeneratedText::failure)));
    }

    private static String prompt(String question, List<String> told) {
        return TASK + "\n\nThe question" + GeneratedText.NO_INSTRUCTIONS + Text.truncate(question, TOLD_CHARS)
                + "\n\nThe facts" + GeneratedText.NO_INSTRUCTIONS
                + Text.truncate(String.join("\n", told), TOLD_CHARS);
    }
}
