package ai.pmoves.dox.testing.stores.parity;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.jooq.binding.JsonText;
import java.text.Normalizer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A way in which a value becomes another one.
 *
 * @param after makes the other value; given one of those that {@code fits} takes, it is never equal to it
 */
record Mutation(
        String name, Predicate<@Nullable Object> fits, BiFunction<@Nullable Object, Random, @Nullable Object> after) {

    private static final Mutation TO_NULL = new Mutation("NULL", value -> value != null, (value, random) -> null);

    private static final List<Mutation> OF_TEXT = List.of(
            on(String.class, "one bit", text -> indexesOfAscii(text).length > 0, Mutation::flipBit),
            on(String.class, "a blank more", text -> true, (text, random) -> text + " "),
            on(String.class, "case", text -> !swapCase(text).equals(text), (text, random) -> swapCase(text)),
            on(String.class, "Unicode form", text -> !otherForm(text).equals(text), (text, random) -> otherForm(text)),
            on(String.class, "empty", text -> !text.isEmpty(), (text, random) -> ""),
            forNull("empty for NULL", ""),
            forNull("a word for NULL", "null"));

    private static final List<Mutation> OF_JSON = List.of(
            on(Json.class, "double-encoded", json -> true, (json, random) -> Json.of(JsonText.write(json))),
            on(Json.class, "in a list", json -> true, (json, random) -> Json.of(List.of(json))),
            on(Json.class, "NULL of JSON", json -> json.value() != null, (json, random) -> Json.NULL),
            on(Json.class, "a member less", json -> !json.asObject().isEmpty(), (json, random) -> withoutOne(json)),
            on(Json.class, "1.0 for 1", Mutation::beginsWithWhole, (json, random) -> withFraction(json)),
            on(
                    Json.class,
                    "a list for an object",
                    json -> json.asObject().isEmpty() && json.value() instanceof Map,
                    (json, random) -> Json.emptyList()),
            forNull("NULL of JSON for NULL", Json.NULL),
            forNull("an object for NULL", Json.emptyObject()));

    private static final List<Mutation> OF_TIME = List.of(
            on(Instant.class, "a microsecond", time -> true, Mutation::byMicrosecond), forNull("1970", Instant.EPOCH));

    private static final List<Mutation> OF_INTEGER = List.of(
            on(Integer.class, "lowest bit", number -> true, (number, random) -> number ^ 1),
            on(Integer.class, "any bit", number -> true, (number, random) -> number ^ 1 << random.nextInt(32)),
            forNull("0 for NULL", 0));

    private static final List<Mutation> OF_BIGINT = List.of(
            on(Long.class, "lowest bit", number -> true, (number, random) -> number ^ 1),
            on(Long.class, "any bit", number -> true, (number, random) -> number ^ 1L << random.nextInt(64)));

    private static final List<Mutation> OF_DOUBLE = List.of(
            on(Double.class, "one ulp", number -> true, (number, random) -> Math.nextAfter(number, 0.25)),
            on(Double.class, "sign", number -> number != 0, (number, random) -> -number),
            forNull("0 for NULL", 0.0));

    private static final List<Mutation> OF_VECTOR = List.of(
            on(float[].class, "one ulp", vector -> true, Mutation::byUlp),
            on(float[].class, "-0.0", vector -> zeroOf(vector) >= 0, Mutation::flipZero),
            on(float[].class, "swapped components", vector -> vector[0] != vector[1], Mutation::swap));

    private static final Map<ColumnType, List<Mutation>> MUTATIONS = Map.of(
            ColumnType.TEXT, OF_TEXT,
            ColumnType.JSON, OF_JSON,
            ColumnType.TIME, OF_TIME,
            ColumnType.INTEGER, OF_INTEGER,
            ColumnType.BIGINT, OF_BIGINT,
            ColumnType.DOUBLE, OF_DOUBLE,
            ColumnType.BOOLEAN, List.of(on(Boolean.class, "flipped", flag -> true, (flag, random) -> !flag)),
            ColumnType.VECTOR, OF_VECTOR);

    /** All that can be done to the values of a column that is neither a key nor a reference. */
    static List<Mutation> of(Column column) {
        var mutations = new ArrayList<>(MUTATIONS.get(column.type()));
        if (!column.isRequired()) {
            mutations.add(TO_NULL);
        }
        return mutations;
    }

    boolean fits(Row row, Column column) {
        return fits.test(row.value(column.name()));
    }

    @Nullable
    Object after(Row row, Column column, Random random) {
        return after.apply(row.value(column.name()), random);
    }

    private static <T> Mutation on(
            Class<T> type, String name, Predicate<T> fits, BiFunction<T, Random, @Nullable Object> after) {
        return new Mutation(
                name,
                value -> type.isInstance(value) && fits.test(type.cast(value)),
                (value, random) -> after.apply(type.cast(value), random));
    }

    private static Mutation forNull(String name, Object other) {
        return new Mutation(name, value -> value == null, (value, random) -> other);
    }

    private static int[] indexesOfAscii(String text) {
        return IntStream.range(0, text.length())
                .filter(i -> text.charAt(i) >= ' ' && text.charAt(i) < 0x7f)
                .toArray();
    }

    private static String flipBit(String text, Random random) {
        var indexes = indexesOfAscii(text);
        int at = indexes[random.nextInt(indexes.length)];
        return text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
    }

    private static String swapCase(String text) {
        return map(text, c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c));
    }

    private static String map(String text, Function<Character, Character> change) {
        var chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = change.apply(chars[i]);
        }
        return new String(chars);
    }

    private static String otherForm(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD);
    }

    private static Json withoutOne(Json json) {
        var members = new java.util.TreeMap<String, @Nullable Object>(json.asObject());
        members.pollFirstEntry();
        return Json.of(members);
    }

    private static boolean beginsWithWhole(Json json) {
        return !json.asList().isEmpty() && json.asList().getFirst() instanceof Long;
    }

    private static Json withFraction(Json json) {
        var items = new ArrayList<@Nullable Object>(json.asList());
        items.set(0, ((Number) items.getFirst()).doubleValue());
        return Json.of(items);
    }

    private static Instant byMicrosecond(Instant time, Random random) {
        return time.isBefore(Instant.EPOCH) ? time.plus(1, ChronoUnit.MICROS) : time.minus(1, ChronoUnit.MICROS);
    }

    private static float[] byUlp(float[] vector, Random random) {
        var other = vector.clone();
        int at = random.nextInt(other.length);
        other[at] = Math.nextAfter(other[at], 0.25);
        return other;
    }

    private static int zeroOf(float[] vector) {
        return IntStream.range(0, vector.length)
                .filter(i -> vector[i] == 0)
                .findFirst()
                .orElse(-1);
    }

    private static float[] flipZero(float[] vector, Random random) {
        var other = vector.clone();
        other[zeroOf(vector)] *= -1;
        return other;
    }

    private static float[] swap(float[] vector, Random random) {
        var other = vector.clone();
        other[0] = vector[1];
        other[1] = vector[0];
        return other;
    }
}
