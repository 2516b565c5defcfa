package ai.pmoves.dox.domain;

import java.math.BigDecimal;
import java.math.BigInteger;
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
 * An immutable JSON value: null, a boolean, a number, a string, a list or an object in its order.
 *
 * <p>{@link #of} takes plain Java values and lets what JSON lacks degrade: NaN and the infinities become
 * null, -0.0 becomes 0.0, dates and times their ISO text, unstorable characters U+FFFD, and anything else its
 * {@code toString}. Numbers are {@link Long}, {@link BigInteger}, {@link Double} or {@link BigDecimal}.
 */
public final class Json {
    /** The deepest nesting that is taken; deeper input is refused before anything is stored. */
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

    /** The object's members in order, or no members if this is no object. */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> asObject() {
        return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
    }

    /** The list's items, or none if this is no list. */
    @SuppressWarnings("unchecked")
    public List<@Nullable Object> asList() {
        return value instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("JSON nests deeper than " + MAX_DEPTH + " levels");
        }
        return switch (value) {
            case null -> null;
            case Json json -> json.value;
            case Boolean b -> b;
            case Double d -> number(d);
            case Float f -> number(f.doubleValue());
            case BigInteger big -> big.bitLength() < Long.SIZE ? (Object) big.longValue() : big;
            case BigDecimal decimal -> decimal;
            case Number n -> n.longValue();
            case Map<?, ?> map -> copyMap(map, depth);
            case Collection<?> list -> copyList(list, depth);
            case TemporalAccessor time -> time.toString();
            default -> Text.clean(value.toString());
        };
    }

    private static @Nullable Double number(double d) {
        if (Double.isNaN(d) || Double.isInfinite(d)) {
            return null;
        }
        return d == 0 ? 0.0 : d;
    }

    private static Map<String, @Nullable Object> copyMap(Map<?, ?> map, int depth) {
        var copy = new LinkedHashMap<String, @Nullable Object>();
        map.forEach((key, item) -> copy.put(Text.clean(String.valueOf(key)), copy(item, depth + 1)));
        return Collections.unmodifiableMap(copy);
    }

    private static List<@Nullable Object> copyList(Collection<?> list, int depth) {
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
