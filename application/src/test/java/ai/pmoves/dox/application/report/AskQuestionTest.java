package ai.pmoves.dox.application.report;

import static ai.pmoves.dox.application.Library.upload;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.Library;
import ai.pmoves.dox.application.tagging.HrmSettings;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.hrm.StepLimits;
import ai.pmoves.dox.domain.report.BusinessMetric;
import ai.pmoves.dox.domain.report.SummaryScope;
import ai.pmoves.dox.domain.report.SummaryStyle;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.writing.Writers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions and summaries, which both tell of facts. */
class AskQuestionTest {
    @TempDir
    private Path home;

    private Library library;

    @BeforeEach
    void open() {
        library = new Library(home, new HrmSettings(true, new StepLimits(6, 2)));
        library.files.ingest(upload("campaigns.csv", "campaign,revenue\nspring,100\nautumn,250\n"));
    }

    @AfterEach
    void close() {
        library.close();
    }

    private AskQuestion.Answer ask(Writers writers, String question, boolean useHrm) {
        return new AskQuestion(library.store.facts(), writers, library.hrm).answer(question, useHrm);
    }

    private static Writers unreachable() {
        return Library.writers("a-model", prompt -> {
            throw new DoxException(ErrorCode.EXTRACTION_FAILED, "a-model cannot be reached");
        });
    }

    @Test
    void aFigureIsAnsweredFromTheFactsThatHaveItWithTheirEvidence() {
        var answer = ask(Writers.NONE, "What was the total Revenue?", false);
        assertThat(answer.metric()).hasValue(BusinessMetric.REVENUE);
        assertThat(answer.figures().orElseThrow().total()).isEqualTo(350);
        assertThat(answer.text()).contains("350");
        assertThat(answer.citations())
                .isNotEmpty()
                .allSatisfy(id -> assertThat(library.store.evidence().find(id)).isPresent());
        assertThat(answer.writer()).isEmpty();
    }

    @Test
    void aFigureThatNoFactHasMayBeToldByAModelWhichCitesNothing() {
        var told = new ArrayList<String>();
        var answer = ask(
                Library.writers("a-model", prompt -> {
                    told.add(prompt);
                    return "About ten clicks.";
                }),
                "What was the click count?",
                false);
        assertThat(answer.text()).isEqualTo("About ten clicks.");
        assertThat(answer.writer()).hasValue("a-model");
        assertThat(answer.citations()).isEmpty();
        assertThat(told)
                .singleElement()
                .asString()
                .contains("What was the click count?")
                .contains("revenue: 350");
    }

    @Test
    void aModelThatFailsIsToldOf() {
        var answer = ask(unreachable(), "What was the click count?", false);
        assertThat(answer.text()).isEqualTo("No data found for clicks.");
        assertThat(answer.fallback().orElseThrow()).contains("cannot be reached");
    }

    @Test
    void aQuestionForNoFigureIsAnsweredWithWhatCanBeAsked() {
        assertThat(ask(Writers.NONE, "Who are you?", false).text()).contains("revenue");
    }

    @Test
    void anAnswerIsRefinedAndItsRunRecorded() {
        assertThat(ask(Writers.NONE, "What was the revenue?", true).hrmSteps()).isPresent();
        assertThat(library.store.hrmRuns().list(PageRequest.first(10)).items())
                .singleElement()
                .satisfies(run -> assertThat(run.kind()).isEqualTo("ask"));
    }

    private SummariseFacts summarise(Writers writers) {
        return new SummariseFacts(library.store, writers, library.ids, library.clock);
    }

    @Test
    void aSummaryIsWrittenOnceUntilAnotherIsAskedFor() {
        var first = summarise(Writers.NONE)
                .summarise(SummaryScope.WORKSPACE, SummaryStyle.BULLET, false, Optional.empty())
                .summary();
        assertThat(first.text()).contains("revenue: 350");
        var same = summarise(Library.writers("a-model", prompt -> "In short: 350."))
                .summarise(SummaryScope.WORKSPACE, SummaryStyle.BULLET, false, Optional.empty());
        assertThat(same.summary()).isEqualTo(first);
        var again = summarise(Library.writers("a-model", prompt -> "In short: 350."))
                .summarise(SummaryScope.WORKSPACE, SummaryStyle.BULLET, true, Optional.empty());
        assertThat(again.summary().text()).isEqualTo("In short: 350.");
        assertThat(again.summary().provider()).isEqualTo("a-model");
    }

    @Test
    void aSummaryOfSomeArtifactsTellsOfThoseAlone() {
        var other = library.files.ingest(upload("other.csv", "campaign,revenue\nwinter,7\n"));
        var scope = SummaryScope.ofArtifacts(
                List.of(other.artifactId().orElseThrow().value()));
        var summary = summarise(unreachable()).summarise(scope, SummaryStyle.EXECUTIVE, false, Optional.empty());
        assertThat(summary.summary().text()).contains("revenue: 7").doesNotContain("250");
        assertThat(summary.fallback().orElseThrow()).contains("cannot be reached");
    }
}
