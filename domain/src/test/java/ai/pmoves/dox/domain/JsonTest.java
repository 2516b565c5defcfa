package ai.pmoves.dox.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "5, java.lang.Long, 5",
        "9223372036854775808, java.math.BigInteger, 9223372036854775808",
        "5.0, java.lang.Double, 5.0",
        "1.10, java.lang.Double, 1.1",
        "1E+3, java.lang.Double, 1000.0",
        "-0.00, java.lang.Double, 0.0",
        "1E-400, java.math.BigDecimal, 1E-400",
        "0.10000000000000000000010, java.math.BigDecimal, 0.1000000000000000000001",
        "12345678901234567890123000.000, java.math.BigDecimal, 12345678901234567890123000.0",
        "1E+2000000000, java.lang.String, 1E+2000000000",
        "1E-2000000000, java.lang.String, 1E-2000000000",
    })
    void aDecimalIsTheSimplestNumberThatSaysItAll(BigDecimal decimal, Class<?> type, String text) {
        assertThat(Json.of(decimal).value()).isInstanceOf(type).hasToString(text);
    }

    @Test
    void aNumberThatNoStoreTakesIsText() {
        var digits = "9".repeat(1_001);
        assertThat(Json.of(new BigInteger(digits)).value()).isEqualTo(digits);
        assertThat(Json.of(new BigInteger(digits.substring(1))).value()).isEqualTo(new BigInteger(digits.substring(1)));
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
        Object deep = List.of();
        for (int i = 1; i < Json.MAX_DEPTH; i++) {
            deep = List.of(deep);
        }
        var deepest = deep;
        var json = Json.of(deepest);
        assertThatThrownBy(() -> Json.of(List.of(deepest))).hasMessageContaining("deeper than 500");
        assertThatThrownBy(() -> Json.of(Map.of("k", json))).hasMessageContaining("deeper than 500");
    }

    @Test
    void theOrderOfMembersDoesNotCount() {
        var one = new LinkedHashMap<String, @Nullable Object>();
        one.put("a", 1);
        one.put("b", 2);
        var other = new LinkedHashMap<String, @Nullable Object>();
        other.put("b", 2);
        other.put("a", 1);
        assertThat(Json.of(one)).isEqualTo(Json.of(other)).hasSameHashCodeAs(Json.of(other));
    }

    @Test
    void otherKindsHaveNoMembersAndNoItems() {
        assertThat(Json.of("text").asObject()).isEmpty();
        assertThat(Json.NULL.asList()).isEmpty();
    }
}
