package ai.pmoves.dox.domain.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import ai.pmoves.dox.domain.extract.TableMetrics.NumericColumn;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableMetricsTest {

    @Test
    void inAFileALaterColumnReplacesAnEarlierOneOfTheSameKind() {
        var metrics = TableMetrics.ofFile(List.of(
                new NumericColumn("Spend", 30),
                new NumericColumn("Ad Cost", 3),
                new NumericColumn("cost_per_click", 1)));

        assertThat(metrics).containsExactly(entry("spend", 1.0));
    }

    @Test
    void aFileHasRatiosWhereTheirDivisorIsAboveZero() {
        var metrics = TableMetrics.ofFile(List.of(
                new NumericColumn("spend", 50),
                new NumericColumn("revenue", 200),
                new NumericColumn("conversions", 0),
                new NumericColumn("clicks", 10),
                new NumericColumn("impressions", 40)));

        assertThat(metrics)
                .containsEntry("ctr", 0.25)
                .containsEntry("roas", 4.0)
                .doesNotContainKey("cpa");
    }

    @Test
    void inASheetColumnsOfTheSameKindAreAddedUp() {
        var metrics = TableMetrics.ofSheet(List.of(
                new NumericColumn("Spend", 30), new NumericColumn("Media cost", 3), new NumericColumn("Leads", 7)));

        assertThat(metrics).containsExactly(entry("spend", 33.0), entry("conversions", 7.0));
    }

    @Test
    void aSheetHasNoClicksAndNoRatios() {
        var metrics = TableMetrics.ofSheet(List.of(new NumericColumn("clicks", 30), new NumericColumn("spend", 3)));

        assertThat(metrics).containsExactly(entry("spend", 3.0));
    }
}
