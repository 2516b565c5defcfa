package ai.pmoves.dox.contract.store;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.domain.text.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of any table, made from its columns alone, with values that one database or another keeps otherwise. */
public final class OddRows {
    public static final String MODEL = "test-model@r1/384";

    private static final Map<ColumnType, List<Object>> VALUES = Map.of(
            ColumnType.TEXT,
            List.of(
                    "text",
                    "",
                    " ",
                    "null",
                    "it's \"quoted\" \\ and \\N, 100 %",
                    "two\r\nlines\tand\u0001signs",
                    "e\u0301 \u00e9 \u65e5\u672c\u8a9e \ud83d\ude00",
                    "2026-01-02T03:04:05Z"),
            ColumnType.INTEGER,
            List.of(0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE),
            ColumnType.BIGINT,
            List.of(1L, 0L, -1L, 1L << 53, (1L << 53) + 1, Long.MAX_VALUE, Long.MIN_VALUE),
            ColumnType.DOUBLE,
            List.of(0.5, -0.0, 0.1 + 0.2, 1e15, -1e300, Double.MIN_VALUE, Double.MAX_VALUE),
            ColumnType.BOOLEAN,
            List.of(true, false),
            ColumnType.JSON,
            List.of(
                    Json.emptyObject(),
                    Json.NULL,
                    Json.of(""),
                    Json.of("{\"double\": \"encoded\"}"),
                    Json.of(List.of(1, 1.0, 0.5, 1e22, Long.MIN_VALUE, new BigInteger("9".repeat(40)))),
                    Json.of(Map.of("", List.of(), "a'\"\\", Map.of("\u00e9", true), "b", new BigDecimal("1.10"))),
                    Json.of(Collections.singletonMap("null", null)),
                    Json.of(Arrays.asList(null, "\ud83d\ude00", "\u0001"))),
            ColumnType.TIME,
            List.of(
                    Rows.TIME,
                    Times.EARLIEST,
                    Times.LATEST,
                    Instant.EPOCH,
                    Instant.parse("1969-12-31T23:59:59.999999Z"),
                    Instant.parse("1900-02-28T23:59:59.000001Z"),
                    Instant.parse("2000-02-29T00:00:00Z"),
                    Instant.parse("2026-03-29T01:30:00.100000Z")),
            ColumnType.VECTOR,
            List.of(vector(0), vector(90), vector(-90), vector(45)));

    /** As many as the values of the type that has most, and nulls once. */
    public static final int VARIANTS = 9;

    private OddRows() {}

    /** A unit vector at an angle (degrees) in the plane of the first two axes; the others have a sign. */
    public static float[] vector(double degrees) {
        var vector = new float[384];
        Arrays.fill(vector, -0.0f);
        vector[0] = (float) Math.cos(Math.toRadians(degrees));
        vector[1] = (float) Math.sin(Math.toRadians(degrees));
        return vector;
    }

    /** The row of a table whose key is {@code id}; the last variant has nulls wherever they may be. */
    public static Row of(StoreTable table, String id, int variant) {
        return Row.of(
                table,
                table.columns().stream()
                        .map(column -> value(table, column, id, variant))
                        .toArray());
    }

    /** A row for each variant, whose keys begin with {@code prefix}; where a key is a parent's, only one. */
    public static List<Row> variants(StoreTable table, String prefix) {
        if (table.parents().containsKey(table.key().name())) {
            return List.of(of(table, "d", 5));
        }
        return IntStream.range(0, VARIANTS)
                .mapToObj(variant -> of(table, prefix + variant, variant))
                .toList();
    }

    /** The rows whose keys the others refer to. */
    public static List<Row> parents() {
        return List.of(
                of(StoreTable.ARTIFACTS, "d", 0), of(StoreTable.DOCUMENTS, "d", 0), of(StoreTable.HRM_RUNS, "d", 0));
    }

    private static @Nullable Object value(StoreTable table, Column column, String id, int variant) {
        boolean isLast = variant == VARIANTS - 1;
        if (column.equals(table.key())) {
            return id;
        }
        if (isLast && !column.isRequired()) {
            return null;
        }
        if (table.parents().containsKey(column.name())) {
            return "d";
        }
        if (column.name().equals("source_type")) {
            return SourceType.values()[variant % SourceType.values().length].text();
        }
        if (column.name().equals("embedding_model")) {
            return MODEL;
        }
        var values = VALUES.get(column.type());
        return values.get(variant % values.size());
    }
}
