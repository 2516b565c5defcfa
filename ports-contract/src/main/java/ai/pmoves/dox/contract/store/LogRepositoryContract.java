package ai.pmoves.dox.contract.store;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.LogTimestamps;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link ai.pmoves.dox.ports.store.LogRepository} does. */
public interface LogRepositoryContract {
    Store store();

    private static LogFilter filter(String level, String text, String from, String to) {
        return new LogFilter(
                Optional.ofNullable(level),
                Optional.empty(),
                Optional.ofNullable(text),
                Optional.empty(),
                LogTimestamps.parse(from),
                LogTimestamps.parseUpperBound(to));
    }

    private List<String> found(LogFilter filter) {
        var ids = new ArrayList<String>();
        Pages.all(page -> store().logs().list(filter, page))
                .forEach(log -> ids.add(log.id().value()));
        return ids;
    }

    private void addSamples() {
        store().documents().add(Rows.document("d1"));
        store().logs()
                .addAll(List.of(
                        Rows.log("z", "d1", "2026-03-01T10:00:00Z", "ERROR", "Payment of ÄGYPTEN failed"),
                        Rows.log("m", "d1", "not a time", "error", "lower case level"),
                        Rows.log("a", "d1", "2026-03-01 12:00:00", null, "no zone is UTC"),
                        Rows.log("b", "d1", "2026-03-01T23:30:00+02:00", "WARN", "100% of _all_"),
                        Rows.log("c", "d1", null, "INFO", "no time")));
    }

    @Test
    default void entriesComeBackAsTheyWereAddedInTheirOrder() {
        store().documents().add(Rows.document("d1"));
        var empty = new LogEntry(Id.of("a"), Id.of("d1"), null, null, null, null, null, null, null);
        var full = Rows.log("z", "d1", "2026-03-01T10:00:00.1234567Z", "ERROR", "line one\nline two\t😀");
        store().logs().addAll(List.of(full, empty));
        assertThat(store().logs().list(LogFilter.ALL, PageRequest.first(9)).items())
                .containsExactly(full, empty);
    }

    @Test
    default void manyEntriesKeepTheirOrderOverManyPages() {
        store().documents().add(Rows.document("d1"));
        var ids = new ArrayList<String>();
        for (int batch = 0; batch < 3; batch++) {
            var entries = new ArrayList<LogEntry>();
            for (int i = 0; i < 700; i++) {
                ids.add(Integer.toHexString(ids.size() * 7919));
                entries.add(Rows.log(ids.getLast(), "d1", null, "INFO", "m" + i));
            }
            store().logs().addAll(entries);
        }
        assertThat(found(LogFilter.ALL)).isEqualTo(ids);
    }

    @Test
    default void aBatchIsWrittenWhollyOrNotAtAll() {
        store().documents().add(Rows.document("d1"));
        var batch = List.of(Rows.log("1", "d1", null, null, "a"), Rows.log("2", "nobody", null, null, "b"));
        Errors.assertFails(() -> store().logs().addAll(batch), ErrorCode.PARENT_MISSING, "log_entries");
        var twice = List.of(Rows.log("1", "d1", null, null, "a"), Rows.log("1", "d1", null, null, "b"));
        Errors.assertFails(() -> store().logs().addAll(twice), ErrorCode.ROW_EXISTS, "log_entries");
        assertThat(found(LogFilter.ALL)).isEmpty();
    }

    @Test
    default void levelsAreExact() {
        addSamples();
        assertThat(found(filter("ERROR", null, null, null))).containsExactly("z");
        assertThat(found(filter("error", null, null, null))).containsExactly("m");
    }

    @Test
    default void textIsFoundInAnyCaseAndTakenLiterally() {
        addSamples();
        assertThat(found(filter(null, "FAILED", null, null))).containsExactly("z");
        assertThat(found(filter(null, "ägypten", null, null))).containsExactly("z");
        assertThat(found(filter(null, "100% OF _", null, null))).containsExactly("b");
        assertThat(found(filter(null, "%", null, null))).containsExactly("b");
    }

    @Test
    default void lettersAreTheSameInAnyCaseAlsoWhereTheirOtherCaseIsPlain() {
        store().documents().add(Rows.document("d1"));
        store().logs()
                .addAll(List.of(
                        Rows.log("dot", "d1", null, null, "\u0130stanbul"),
                        Rows.log("kelvin", "d1", null, null, "273 \u212A"),
                        Rows.log("sharp", "d1", null, null, "Stra\u00dfe"),
                        Rows.log("dotless", "d1", null, null, "ac\u0131"),
                        Rows.log("sigma", "d1", null, null, "\u039f\u0394\u039f\u03a3")));
        assertThat(found(filter(null, "I", null, null))).containsExactly("dot");
        assertThat(found(filter(null, "i\u0307S", null, null))).containsExactly("dot");
        assertThat(found(filter(null, "k", null, null))).containsExactly("kelvin");
        assertThat(found(filter(null, "\u1e9eE", null, null))).containsExactly("sharp");
        assertThat(found(filter(null, "SS", null, null))).isEmpty();
        assertThat(found(filter(null, "\u0131", null, null))).containsExactly("dotless");
        assertThat(found(filter(null, "\u03b4\u039f\u03a3", null, null))).containsExactly("sigma");
    }

    @Test
    default void textThatNoStoreKeepsIsFoundNowhere() {
        addSamples();
        for (var text : List.of("\0", "Pay\0ment", "\ud800")) {
            assertThat(found(filter(text, null, null, null))).isEmpty();
            assertThat(found(filter(null, text, null, null))).isEmpty();
        }
    }

    @Test
    default void aWindowIsInclusiveAndLeavesOutWhatHasNoTime() {
        addSamples();
        assertThat(found(filter(null, null, "2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z")))
                .containsExactly("z", "a");
        assertThat(found(filter(null, null, "2026-03-01", "2026-03-01"))).containsExactly("z", "a", "b");
        assertThat(found(filter(null, null, "2026-03-01T21:30:00Z", null))).containsExactly("b");
    }

    @Test
    default void filtersHoldTogether() {
        addSamples();
        store().documents().add(Rows.document("d2"));
        store().logs().addAll(List.of(Rows.log("o", "d2", null, "ERROR", "failed elsewhere")));
        var filter = new LogFilter(
                Optional.of("ERROR"),
                Optional.of("E1"),
                Optional.of("failed"),
                Optional.of(Id.of("d2")),
                Optional.empty(),
                Optional.empty());
        assertThat(found(filter)).containsExactly("o");
    }
}
