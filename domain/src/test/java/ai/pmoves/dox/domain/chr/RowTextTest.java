package ai.pmoves.dox.domain.chr;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowTextTest {
    private static Map<String, @Nullable Object> row(@Nullable Object... cells) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < cells.length; i++) {
            row.put("c" + i, cells[i]);
        }
        return row;
    }

    private static List<String> texts(Map<String, @Nullable Object> first, Map<String, @Nullable Object> second) {
        return RowText.of(Json.of(List.of(first, second)));
    }

    @Test
    void cellsStandInTheirOrderAndNumbersAsTheyAre() {
        assertThat(texts(row("b", 12L, 450.0, true), row("a", null, 1325.25, false)))
                .containsExactly("b 12 450.0 True", "a nan 1325.25 False");
    }

    @Test
    void numbersOnlyHaveDecimalsIfOneHas() {
        assertThat(texts(row(1L, 2.5), row(3L, 4.0))).containsExactly("1.0 2.5", "3.0 4.0");
        assertThat(texts(row(1L, null), row(3L, 4L))).containsExactly("1.0 nan", "3.0 4.0");
        assertThat(texts(row(1L, 2L), row(3L, 4L))).containsExactly("1 2", "3 4");
    }

    @Test
    void whatIsNoTableHasNoCells() {
        assertThat(RowText.of(Json.emptyList())).isEmpty();
        assertThat(RowText.of(Json.of(List.of(1L, List.of(2L))))).containsExactly("", "");
    }
}
