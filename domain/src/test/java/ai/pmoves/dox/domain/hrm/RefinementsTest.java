package ai.pmoves.dox.domain.hrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RefinementsTest {
    private static final StepLimits USUAL = new StepLimits(6, 2);

    @Test
    void sortingTakesAPassAStep() {
        var run = Refinements.sort("93241", USUAL);
        assertThat(run.values()).containsExactly("93241", "32419", "23149", "21349", "12349");
        assertThat(run.steps()).isEqualTo(4);
        assertThat(run.haltReason()).contains("sorted");
        assertThat(run.isChangedBy(4)).isTrue();
    }

    @Test
    void itDoesNotHaltBeforeTheLeastNumberOfSteps() {
        var run = Refinements.sort("12", USUAL);
        assertThat(run.values()).containsExactly("12", "12", "12");
        assertThat(run.isChangedBy(1)).isFalse();
    }

    @Test
    void theLimitEndsItUnfinished() {
        var run = Refinements.sort("54321", new StepLimits(2, 1));
        assertThat(run.values()).containsExactly("54321", "43215", "32145");
        assertThat(run.haltReason()).isEmpty();
        assertThat(Refinements.sortedness(run.result())).isEqualTo(0.6);
        assertThat(Refinements.sortedness("12345")).isEqualTo(1);
    }

    @Test
    void textIsNormalisedUntilNothingChanges() {
        assertThat(Refinements.normalise("  a   b  c  ", new StepLimits(3, 1)).values())
                .containsExactly("  a   b  c  ", "a b c", "a b c");
        assertThat(Refinements.normalise(" a", new StepLimits(0, 1)).values()).containsExactly(" a");
        assertThat(Refinements.normalise(" a", new StepLimits(-1, 1)).steps()).isZero();
    }

    @Test
    void tagsAreCleanedUntilNothingChanges() {
        var run = Refinements.tags(List.of(" Ada\nLovelace", "Ada  Lovelace", " ", "ada"), USUAL);
        assertThat(run.result()).containsExactly("Ada Lovelace", "ada");
        assertThat(run.steps()).isEqualTo(2);
        assertThat(run.haltReason()).contains("unchanged");
    }

    @Test
    void anAnswerKeepsItsLines() {
        var run = Refinements.answer(" a   b\n- c\n", USUAL);
        assertThat(run.values()).containsExactly(" a   b\n- c\n", "a b\n- c", "a b\n- c");
    }
}
