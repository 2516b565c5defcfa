package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.hrm.HrmRun;
import ai.pmoves.dox.domain.text.Times;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values that one database or another keeps otherwise: every store gives back what a record takes. */
public interface OddValuesContract {
    PageRequest ALL = PageRequest.first(100);

    Store store();

    private @Nullable Json stored(@Nullable Object json) {
        var id = Id.<Artifact>of("j" + System.identityHashCode(json));
        store().artifacts().add(Rows.artifact(id.value()).withExtras(Json.of(json)));
        return store().artifacts().find(id).orElseThrow().extras();
    }

    @Test
    default void everyNumberComesBackAsTheNumberThatItWas() {
        var numbers = Arrays.<Object>asList(
                1.0E10,
                1.0E22,
                100.0,
                0.1 + 0.2,
                1e-7,
                Double.MIN_VALUE,
                Double.MAX_VALUE,
                -0.0,
                Double.NaN,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                (1L << 53) + 1,
                new BigInteger("-123456789012345678901234567890"),
                BigInteger.TEN.pow(400),
                new BigDecimal("1.10"),
                new BigDecimal("5.000"),
                new BigDecimal("1E+3"),
                new BigDecimal("1E-400"),
                new BigDecimal("0.10000000000000000000000000001"),
                new BigDecimal("1E+2000000"));
        assertThat(stored(numbers)).isEqualTo(Json.of(numbers));
    }

    @Test
    default void jsonIsKeptAsDeepAndWithSuchNamesAsItMayHave() {
        Object deep = List.of();
        for (int i = 1; i < Json.MAX_DEPTH; i++) {
            deep = i % 2 == 0 ? List.of(deep) : Map.of("k", deep);
        }
        assertThat(stored(deep)).isEqualTo(Json.of(deep));
        var names = new HashMap<String, Object>();
        for (var name : List.of("", " ", "\"", "\\", "a.b", "$", "\u00e9", "e\u0301", "x".repeat(60_000))) {
            names.put(name, name);
        }
        assertThat(stored(names)).isEqualTo(Json.of(names));
        assertThat(stored(null)).isEqualTo(Json.NULL);
    }

    @Test
    default void timesAreKeptFromTheFirstToTheLast() {
        store().documents().add(Rows.document("d1"));
        var times = List.of(
                Times.EARLIEST,
                Times.EARLIEST.plus(1, ChronoUnit.MICROS),
                Instant.parse("1582-10-10T00:00:00Z"),
                Instant.parse("1893-03-31T23:59:59.5Z"),
                Instant.EPOCH.minusNanos(1),
                Instant.EPOCH,
                Instant.parse("2026-03-29T01:30:00.123456789Z"),
                Times.LATEST);
        for (var time : times) {
            store().logs().addAll(List.of(at("at " + time, time)));
        }
        assertThat(store().logs().list(LogFilter.ALL, ALL).items())
                .extracting(LogEntry::instant)
                .isEqualTo(times.stream().map(Times::micros).toList());
        assertThat(between(Instant.MIN, Instant.MAX)).hasSize(times.size());
        assertThat(between(Instant.MIN, Times.EARLIEST)).containsExactly("at " + Times.EARLIEST);
        assertThat(between(Times.LATEST, Instant.MAX)).containsExactly("at " + Times.LATEST);
        assertThat(between(Times.LATEST.plusNanos(1), Instant.MAX)).isEmpty();
        assertThat(between(Instant.MIN, Times.EARLIEST.minusNanos(1))).isEmpty();
        assertThat(between(Instant.EPOCH.minusNanos(999), Instant.EPOCH.plusNanos(999)))
                .containsExactly("at " + Instant.EPOCH);
    }

    private static LogEntry at(String id, Instant time) {
        return new LogEntry(Id.of(id), Id.of("d1"), null, time, null, null, null, null, null);
    }

    private List<String> between(Instant from, Instant to) {
        var none = Optional.<String>empty();
        var filter = new LogFilter(none, none, none, Optional.empty(), Optional.of(from), Optional.of(to));
        return store().logs().list(filter, ALL).items().stream()
                .map(log -> log.id().value())
                .toList();
    }

    @Test
    default void zeroHasNoSignAndADurationNoNanoseconds() {
        store().documents().add(Rows.document("d1"));
        var tag = new Tag(Id.of("t"), Id.of("d1"), "tag", -0.0, null, null, 1);
        store().tags().addAll(List.of(tag));
        assertThat(store().tags().list(Optional.empty(), Optional.empty(), ALL).items())
                .containsExactly(tag);
        var run = new HrmRun(
                Id.of("r"),
                "kind",
                null,
                1,
                1,
                1,
                true,
                null,
                -0.0,
                Duration.ofNanos(1_999),
                null,
                Json.NULL,
                Rows.TIME);
        store().hrmRuns().add(run, List.of());
        assertThat(store().hrmRuns().list(ALL).items()).containsExactly(run);
    }

    @Test
    default void longTextIsKeptWhereverItStands() {
        var id = Id.<Document>of(random(Id.MAX_BYTES / 3));
        var label = random(333);
        var text = random(5_000);
        var document = new Document(id, null, text, new DocumentType(label), text, text, text, null, 1);
        store().documents().add(document);
        assertThat(store().documents().findByContentHash(new DocumentType(label), text))
                .contains(document);
        var log = new LogEntry(Id.of("l"), id, text, null, label, text, text, text, null);
        store().logs().addAll(List.of(log));
        assertThat(store().logs().list(LogFilter.ALL, ALL).items()).containsExactly(log);
        var tag = new Tag(Id.of("t"), id, text, null, text, null, 1);
        store().tags().addAll(List.of(tag));
        assertThat(store().tags().list(Optional.of(id), Optional.of(text), ALL).items())
                .containsExactly(tag);
        var api = Rows.api("a", id.value(), label, text, text);
        store().apis().addAll(List.of(api));
        assertThat(store().apis().find(api.id())).contains(api);
        var summary = Rows.summary("s", text, Rows.TIME);
        store().summaries().add(summary);
        assertThat(store().summaries().findLatest(text, summary.style())).contains(summary);
    }

    /** Text of three bytes a character that cannot be compressed. */
    private static String random(int length) {
        var random = new Random(length);
        var text = new StringBuilder();
        while (text.length() < length) {
            text.append((char) (0x3000 + random.nextInt(0x7000)));
        }
        return text.toString();
    }
}
