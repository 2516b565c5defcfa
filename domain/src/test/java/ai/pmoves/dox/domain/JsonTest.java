package ai.pmoves.dox.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void whatJsonLacksDegrades() {
        var value = new LinkedHashMap<String, @Nullable Object>();
        value.put("nan", Double.NaN);
        value.put("infinite", Float.NEGATIVE_INFINITY);
        value.put("date", LocalDate.of(2026, 1, 2));
        value.put("text", "a\0b");
        value.put("key\0", 'x');
        var json = Json.of(value).asObject();
        assertThat(json)
                .containsEntry("nan", null)
                .containsEntry("infinite", null)
                .containsEntry("date", "2026-01-02")
                .containsEntry("text", "a\uFFFDb")
                .containsEntry("key\uFFFD", "x");
    }

    @Test
    void numbersComeInOneFormEach() {
        assertThat(Json.of(List.of((short) 1, 2, 3L, BigInteger.TEN)).asList()).isEqualTo(List.of(1L, 2L, 3L, 10L));
        assertThat(Json.of(-0.0)).isEqualTo(Json.of(0.0));
        var big = BigInteger.TWO.pow(80);
        assertThat(Json.of(big).value()).isEqualTo(big);
    }

    @Test
    void aCopyDoesNotChangeWithItsSource() {
        var list = new ArrayList<>(List.of("a"));
        var json = Json.of(Map.of("list", list));
        list.add("b");
        assertThat(json).isEqualTo(Json.of(Map.of("list", List.of("a"))));
        assertThatThrownBy(() -> json.asObject().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void tooDeepIsRefused() {
        Object deep = "x";
        for (int i = 0; i < Json.MAX_DEPTH; i++) {
            deep = List.of(deep);
        }
        var deepest = deep;
        Json.of(deepest);
        assertThatThrownBy(() -> Json.of(List.of(deepest))).hasMessageContaining("deeper than 500");
    }

    @Test
    void otherKindsHaveNoMembersAndNoItems() {
        assertThat(Json.of("text").asObject()).isEmpty();
        assertThat(Json.NULL.asList()).isEmpty();
    }
}
