package ai.pmoves.dox.domain.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RowDigestTest {
    private final RowDigest digest = new RowDigest();

    @Test
    void equalRowsHaveEqualDigests() {
        assertThat(digest.of(fact(Json.of(Map.of("a", 1, "b", List.of(1.5, "x"))))))
                .isEqualTo(new RowDigest().of(fact(Json.of(Map.of("b", List.of(1.5, "x"), "a", 1)))));
    }

    @Test
    void theOrderOfMembersDoesNotCount() {
        var one = new LinkedHashMap<String, Object>();
        one.put("x", 1);
        one.put("y", 2);
        var other = new LinkedHashMap<String, Object>();
        other.put("y", 2);
        other.put("x", 1);

        assertThat(digest.of(fact(Json.of(one)))).isEqualTo(digest.of(fact(Json.of(other))));
    }

    @Test
    void valuesThatLookAlikeAreToldApart() {
        var values = List.of(
                Json.NULL,
                Json.of(""),
                Json.of("null"),
                Json.of("1"),
                Json.of(1),
                Json.of(1.0),
                Json.of(true),
                Json.of("true"),
                Json.emptyList(),
                Json.emptyObject(),
                Json.of(List.of("a", "b")),
                Json.of(List.of("ab")),
                Json.of(List.of(List.of("a"), "b")),
                Json.of("[\"a\",\"b\"]"),
                Json.of(Map.of("a", "b")),
                Json.of(new BigInteger("123456789012345678901234567890")),
                Json.of(new BigDecimal("1234567890.12345678901234567890123")));

        var digests = new HashSet<RowDigest.Digest>();
        values.forEach(value -> digests.add(digest.of(fact(value))));

        assertThat(digests).hasSameSizeAs(values);
    }

    @Test
    void nullIsNotEmptyAndTextDoesNotRunIntoTheNextColumn() {
        var digests = new HashSet<RowDigest.Digest>();
        digests.add(digest.of(entry(null, "ab", "c")));
        digests.add(digest.of(entry("", "ab", "c")));
        digests.add(digest.of(entry("", "a", "bc")));
        digests.add(digest.of(entry("ab", null, "c")));
        digests.add(digest.of(entry("a", "b", "c")));

        assertThat(digests).hasSize(5);
    }

    @Test
    void aBitOfAVectorCounts() {
        var vector = new float[384];
        Arrays.fill(vector, 0.05f);
        var other = vector.clone();
        other[383] = Math.nextUp(other[383]);

        assertThat(digest.of(chunk(vector))).isNotEqualTo(digest.of(chunk(other)));
    }

    @Test
    void zeroHasNoSign() {
        assertThat(tag(-0.0)).isEqualTo(tag(0.0));
        assertThat(digest.of(tag(-0.0))).isEqualTo(digest.of(tag(0.0)));
    }

    /** Another version may have computed what a check compares to. */
    @Test
    void theDigestOfARowNeverChanges() {
        var row = entry("2026-01-02T03:04:05Z", "ERROR", "It did – not 𝄞 work")
                .with("ts_at", Instant.parse("2026-01-02T03:04:05.000001Z"))
                .with("attrs", Json.of(Map.of("b", 2, "a", 1.5)));

        assertThat(digest.of(row)).isEqualTo(new RowDigest.Digest(934689084871972661L, -9219841298578961251L));
    }

    @ParameterizedTest
    @EnumSource
    void aTableHasItsKeyFirstAndItsParentsBefore(StoreTable table) {
        assertThat(table.key().isRequired()).isTrue();
        assertThat(StoreTable.named(table.text())).contains(table);
        table.parents().forEach((column, parent) -> {
            assertThat(table.indexOf(column)).isNotNegative();
            assertThat(parent).isLessThan(table);
        });
    }

    @Test
    void aRowOfOtherValuesThanTheTableHasIsRefused() {
        assertThatThrownBy(() -> Row.of(StoreTable.FACTS, "f")).hasMessage("a row of facts has 7 columns, not 1");
        assertThatThrownBy(() -> Row.of(StoreTable.FACTS, "f", 1, "a", null, null, Json.NULL, null))
                .hasMessage("facts.seq is a BIGINT, not Integer");
        assertThatThrownBy(() -> Row.of(StoreTable.FACTS, "f", 1L, null, null, null, Json.NULL, null))
                .hasMessage("facts.artifact_id is a TEXT, not null");
        assertThatThrownBy(() -> tag(1.0).with("colour", "red")).hasMessage("tags has no column colour");
    }

    @Test
    void sumsTellWhichBucketsDifferWhateverTheOrder() {
        var here = new BucketSums();
        var there = new BucketSums();
        for (int i = 0; i < 1000; i++) {
            here.add("k" + i, digest.of(tag(i)));
            there.add("k" + (999 - i), digest.of(tag(999 - i)));
        }
        assertThat(here.differingFrom(there).isEmpty()).isTrue();
        assertThat(here.count()).isEqualTo(1000);

        there.add("more", digest.of(tag(1)));
        here.add("less", digest.of(tag(1)));

        assertThat(here.differingFrom(there).stream())
                .containsExactlyInAnyOrder(BucketSums.bucketOf("more"), BucketSums.bucketOf("less"));
    }

    private static Row fact(Json metrics) {
        return Row.of(StoreTable.FACTS, "f", 1L, "a", "", null, metrics, null);
    }

    private static Row tag(double score) {
        return Row.of(StoreTable.TAGS, "t", 1L, "d", "loan", score, null, null, 1L);
    }

    private static Row entry(String ts, String level, String message) {
        return Row.of(StoreTable.LOG_ENTRIES, "l", 1L, "d", ts, null, level, null, null, message, null);
    }

    private static Row chunk(float[] vector) {
        return Row.of(
                StoreTable.SEARCH_CHUNKS,
                "c",
                "log",
                null,
                "d",
                0,
                "text",
                "hash",
                Json.emptyObject(),
                "m@1/384",
                vector);
    }
}
