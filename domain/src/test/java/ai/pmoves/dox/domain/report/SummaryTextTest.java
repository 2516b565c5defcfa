package ai.pmoves.dox.domain.report;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTextTest {
    static Stream<Arguments> valuesInPython() {
        return Stream.of(
                Arguments.of(413000.0, "413000.0"),
                Arguments.of(0.0, "0.0"),
                Arguments.of(-0.5, "-0.5"),
                Arguments.of(0.04285714285714286, "0.04285714285714286"),
                Arguments.of(1e16, "1e+16"),
                Arguments.of(123456789012345680.0, "1.2345678901234568e+17"),
                Arguments.of(9999999999999998.0, "9999999999999998.0"),
                Arguments.of(0.0001, "0.0001"),
                Arguments.of(0.00005, "5e-05"),
                Arguments.of(-1.5e-300, "-1.5e-300"),
                Arguments.of(7L, "7"),
                Arguments.of(true, "True"),
                Arguments.of("it's", "it's"),
                Arguments.of(Arrays.asList("a", null, 1L, "it's", "a\n\\"), "['a', None, 1, \"it's\", 'a\\n\\\\']"),
                Arguments.of(Map.of("k", List.of(false)), "{'k': [False]}"));
    }

    @ParameterizedTest
    @MethodSource("valuesInPython")
    void valuesReadAsPythonWritesThem(Object value, String text) {
        assertThat(PythonText.of(value)).isEqualTo(text);
    }

    @Test
    void aFactNamesItsMetricsInAnOrderThatNoStoreCanChange() {
        var metrics = new java.util.LinkedHashMap<String, @Nullable Object>();
        metrics.put("roas", 2.0);
        metrics.put("zones", "");
        metrics.put("b", 1L);
        metrics.put("a", null);
        metrics.put("aa", List.of("x"));
        metrics.put("spend", 5.0);

        assertThat(FactLine.of(fact("Q1", metrics))).contains("Q1 -> spend: 5.0, roas: 2.0, aa: ['x'], b: 1");
        assertThat(FactLine.of(fact(null, Map.of("spend", 1.0)))).contains("Unknown entity -> spend: 1.0");
        assertThat(FactLine.of(fact("Q1", Map.of("spend", "")))).isEmpty();
    }

    private static Fact fact(@Nullable String entity, Map<String, ?> metrics) {
        return new Fact(Id.of("f"), Id.of("a"), "", entity, Json.of(metrics), null);
    }

    @Test
    void eachStyleHasItsForm() {
        var findings = List.of("a -> b: 1", "c -> d: 2");

        assertThat(SummaryStyle.BULLET.write(findings)).isEqualTo("• a -> b: 1\n• c -> d: 2");
        assertThat(SummaryStyle.ACTION_ITEMS.write(findings))
                .isEqualTo("1. Review insight: a -> b: 1 and confirm next steps with stakeholders.\n"
                        + "2. Review insight: c -> d: 2 and confirm next steps with stakeholders.");
        assertThat(SummaryStyle.EXECUTIVE.write(findings)).isEqualTo("""
                This workspace consolidates key findings across uploaded artifacts. a -> b: 1 c -> d: 2""");
        assertThat(SummaryStyle.EXECUTIVE.write(List.of("x".repeat(100), "spend: 1", "y".repeat(80))))
                .isEqualTo("""
                        This workspace consolidates key findings across uploaded artifacts.
                        %s
                        spend: 1 %s""".formatted("x".repeat(100), "y".repeat(80)));
        assertThat(SummaryStyle.BULLET.write(Collections.nCopies(20, "a"))).hasLineCount(8);
        assertThat(SummaryStyle.ACTION_ITEMS.write(Collections.nCopies(20, "a")))
                .hasLineCount(6);
    }

    @Test
    void aScopeIsTheSameInWhateverOrderItsArtifactsAreNamed() {
        assertThat(SummaryScope.ofArtifacts(List.of("b", " a ", "", "b")).key()).isEqualTo("artifact:a,b");
        assertThat(SummaryScope.ofArtifacts(List.of(" ")).key()).isEqualTo("workspace");
    }
}
