package ai.pmoves.dox.domain;

import ai.pmoves.dox.domain.internal.JsonNumbers;
import ai.pmoves.dox.domain.text.Text;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An immutable JSON value: null, a boolean, a number, a string, a list or an object.
 *
 * <p>{@link #of} takes plain Java values and lets what JSON or a store lacks degrade: NaN and the infinities become
 * null, -0.0 becomes 0.0, numbers of more than 1000 digits their text, dates and times their ISO text, unstorable
 * characters U+FFFD, and anything else its {@code toString}.
 *
 * <p>A number without a fraction is a {@link Long}, or a {@link java.math.BigInteger} if it is too large for that; one
 * with a fraction, be it {@code .0}, is a {@link Double}, or a {@link java.math.BigDecimal} if it has more digits than
 * that. Each value comes back from every store as it was, but for the order of an object's members, which not every
 * store keeps and which does not count in {@link #equals}.
 */
public final class Json {
    /** How many lists and objects may stand in each other; deeper input is refused before anything is stored. */
    public static final int MAX_DEPTH = 500;

    public static final Json NULL = new Json(null);

    private final @Nullable Object value;

    private Json(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Copies the value.
     *
     * @throws IllegalArgumentException if it nests deeper than {@link #MAX_DEPTH}
     */
    public static Json of(@Nullable Object value) {
        if (value instanceof Json json) {
            return json;
        }
        return value == null ? NULL : new Json(copy(value, 0));
    }

    public static Json emptyObject() {
        return of(Map.of());
    }

    public static Json emptyList() {
        return of(List.of());
    }

    /** The value as immutable plain Java, null for JSON's null. */
    public @Nullable Object value() {
        return value;
    }

    /** The object's members, or none if this is no object. */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> asObject() {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** The list's items, or none if this is no list. */
    @SuppressWarnings("unchecked")
    public List<@Nullable Object> asList() {
        return value instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
    }

    /** @param depth in how many lists and objects the value stands */
    private static @Nullable Object copy(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> null;
            case Json json -> copy(json.value, depth);
            case Boolean b -> b;
            case Number n -> JsonNumbers.of(n);
            case Map<?, ?> map -> copyMap(map, depth);
            case Collection<?> list -> copyList(list, depth);
            case TemporalAccessor time -> time.toString();
            default -> Text.clean(value.toString());
        };
    }

    private static void requireDepth(int depth) {
        if (depth >= MAX_DEPTH) {
            throw new IllegalArgumentException("JSON nests deeper than " + MAX_DEPTH + " levels");
        }
    }

    private static Map<String, @Nullable Object> copyMap(Map<?, ?> map, int depth) {
        requireDepth(depth);
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> copy.put(Text.clean(String.valueOf(key)), copy(item, depth + 1)));
        return Collections.unmodifiableMap(copy);
    }

    private static List<@Nullable Object> copyList(Collection<?> list, int depth) {
        requireDepth(depth);
        var copy = new ArrayList<@Nullable Object>(list.size());
        for (var item : list) {
            copy.add(copy(item, depth + 1));
        }
        return Collections.unmodifiableList(copy);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Json json && Objects.equals(value, json.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    /** For messages and debugging, not JSON text. */
    @Override
    public String toString() {
        return String.valueOf(value);
    }
}
