package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.domain.text.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values that databases, drivers and languages treat unlike each other, and plain ones in between. */
final class OddValues {
    private static final List<String> PLAIN = List.of(
            "processed", "pdf", "ERROR", "error", "csv", "CSV", "2026-W01", "GET", "/loan", "a", "b", "finance");

    private static final List<String> ODD = List.of(
            "",
            " ",
            "a ",
            " a",
            "A",
            "null",
            "NULL",
            "0",
            "007",
            "1e5",
            "true",
            "{\"a\":1}",
            "\"a\"",
            "[]",
            "'",
            "''",
            "\"",
            "\\",
            "\\u0000",
            "\\x00",
            "%",
            "_",
            "a%b_c",
            "$1",
            "?",
            ":a",
            "-- ;",
            "\t\r\n",
            "\u0001\u001f\u007f\u0085",
            "\u00a0",
            "\u2028\u2029",
            "\ufeff",
            "\u00e9",
            "e\u0301",
            "\u00df",
            "\u1e9e",
            "\u0130",
            "\u0131",
            "\u212a",
            "k",
            "\u03a3",
            "\u03bf\u03b4\u03cc\u03c2",
            "\u039f\u0394\u038c\u03a3",
            "\ufb01",
            "\u01c5",
            "\u0645\u0631\u062d\u0628\u0627",
            "\u65e5\u672c\u8a9e",
            "\u0e20\u0e32\u0e29\u0e32",
            "\ue000",
            "\ufffd",
            "\ufffe\uffff",
            "\ud83d\ude00",
            "a\ud83d\ude00b",
            "\ud83d\udc68\u200d\ud83d\udc69\u200d\ud83d\udc67",
            "\ud835\udcd0",
            "\udbff\udfff",
            "\u0000",
            "a\u0000b",
            "\ud83d",
            "\ude00",
            "a\ude00\ud83d");

    private static final List<Object> NUMBERS = List.of(
            0,
            -0.0,
            1,
            1.0,
            -1L,
            7,
            0.5,
            0.1 + 0.2,
            1e10,
            1e22,
            1e-7,
            Double.MIN_VALUE,
            Double.MAX_VALUE,
            Double.NaN,
            Double.NEGATIVE_INFINITY,
            3.4f,
            Long.MAX_VALUE,
            Long.MIN_VALUE,
            (1L << 53) + 1,
            BigInteger.TWO.pow(63),
            new BigInteger("-123456789012345678901234567890"),
            BigInteger.TEN.pow(400),
            BigInteger.TEN.pow(2_000),
            new BigDecimal("1.10"),
            new BigDecimal("1E+3"),
            new BigDecimal("1E-400"),
            new BigDecimal("0.10000000000000000000000000001"));

    private static final List<Instant> TIMES = List.of(
            Instant.EPOCH,
            Instant.EPOCH.minusNanos(1),
            Instant.EPOCH.plusNanos(1_000),
            Instant.EPOCH.minus(1, ChronoUnit.MICROS),
            Instant.ofEpochSecond(Integer.MAX_VALUE),
            Instant.ofEpochSecond(Integer.MAX_VALUE + 1L),
            Instant.ofEpochSecond(Integer.MIN_VALUE),
            Instant.ofEpochSecond(1L << 32),
            Times.EARLIEST,
            Times.EARLIEST.plus(1, ChronoUnit.MICROS),
            Times.LATEST,
            Instant.parse("1582-10-10T00:00:00Z"),
            Instant.parse("1893-03-31T23:59:59.5Z"),
            Instant.parse("1900-02-28T23:59:59.999999999Z"),
            Instant.parse("2000-02-29T12:00:00Z"),
            Instant.parse("2016-12-31T23:59:59.9999995Z"),
            Instant.parse("2026-03-29T01:30:00.123456789Z"));

    private static final List<Integer> INTS =
            List.of(0, 1, 2, 3, 7, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 255, 65_536);

    private final Dice dice;

    OddValues(Dice dice) {
        this.dice = dice;
    }

    /** Text that a client may send: not every store could keep it, and no record takes it. */
    String anyText() {
        return dice.onceIn(2) ? dice.oneOf(PLAIN) : dice.oneOf(ODD);
    }

    /** Text as records take it. */
    String text() {
        return Text.clean(dice.onceIn(60) ? longText() : anyText());
    }

    private String longText() {
        var text = new StringBuilder();
        for (int i = dice.below(3_000); i > 0; i--) {
            text.appendCodePoint(dice.onceIn(9) ? 0x1F600 + dice.below(80) : 0x20 + dice.below(0x3000));
        }
        return text.toString();
    }

    @Nullable
    String maybeText() {
        return dice.maybe(this::text);
    }

    String label() {
        return Text.toLabel(text());
    }

    @Nullable
    String maybeLabel() {
        return dice.maybe(this::label);
    }

    String notBlank() {
        var text = label();
        return text.isBlank() ? "xml" : text;
    }

    /** One of a few ids, so that steps meet each other's rows. */
    <T> Id<T> id(String kind, int howMany) {
        int number = dice.below(howMany);
        return switch (number % 50) {
            case 11 -> Id.of(kind.toUpperCase() + number);
            case 12 -> Id.of(kind + number + " ");
            case 13 -> Id.of(kind + "\ud83d\ude00" + number);
            case 14 -> Id.of(kind + "\ufffd" + number);
            case 15 -> Id.of(kind + "\ue000" + number);
            case 16 -> Id.of("'" + kind + "\"\\%:" + number);
            case 17 -> Id.of(kind + "x".repeat(1_900 - kind.length()) + number);
            case 18 -> Id.of(kind + "e\u0301" + number);
            case 19 -> Id.of(kind + "\u00e9" + number);
            default -> Id.of(kind + number);
        };
    }

    int whole() {
        return dice.onceIn(2) ? dice.below(5) : dice.oneOf(INTS);
    }

    @Nullable
    Integer maybeWhole() {
        return dice.maybe(this::whole);
    }

    @Nullable
    Double maybeNumber() {
        return dice.maybe(() -> Stream.generate(() -> dice.oneOf(NUMBERS))
                .filter(number -> number instanceof Double d && Double.isFinite(d))
                .map(Double.class::cast)
                .findFirst()
                .orElseThrow());
    }

    Instant time() {
        return dice.onceIn(3) ? Instant.EPOCH.plusNanos(dice.any()) : dice.oneOf(TIMES);
    }

    @Nullable
    Instant maybeTime() {
        return dice.maybe(this::time);
    }

    Duration duration() {
        return dice.onceIn(20)
                ? Duration.ofDays(365L * dice.below(200))
                : Duration.ofNanos(dice.below(1 << 30) - 1_999);
    }

    @Nullable
    Json maybeJson() {
        return dice.maybe(this::json);
    }

    Json json() {
        return Json.of(dice.onceIn(100) ? deep() : value(3));
    }

    /** That may stand in a member of other JSON. */
    Json shallowJson() {
        return Json.of(value(2));
    }

    /** A list of strings for the most part. */
    Json list() {
        return dice.onceIn(5) ? json() : Json.of(dice.listOf(4, this::anyText));
    }

    private Object deep() {
        Object deep = List.of();
        for (int i = 1; i < Json.MAX_DEPTH; i++) {
            deep = i % 2 == 0 ? Arrays.asList(deep, null) : members(deep);
        }
        return deep;
    }

    private static Object members(Object value) {
        var members = new LinkedHashMap<String, Object>();
        members.put("\ud83d", 1);
        members.put("\ufffd", value); // the same name as the one before, once both are clean
        return members;
    }

    private @Nullable Object value(int depth) {
        return switch (dice.below(depth == 0 ? 4 : 8)) {
            case 0 -> anyText();
            case 1 -> dice.oneOf(NUMBERS);
            case 2 -> dice.onceIn(2);
            case 3 -> dice.onceIn(3) ? null : anyText();
            case 4 -> dice.listOf(4, () -> value(depth - 1));
            default -> object(depth);
        };
    }

    private Object object(int depth) {
        var members = new LinkedHashMap<String, @Nullable Object>();
        for (int i = dice.below(5); i > 0; i--) {
            members.put(anyText(), value(depth - 1));
        }
        return members;
    }
}
