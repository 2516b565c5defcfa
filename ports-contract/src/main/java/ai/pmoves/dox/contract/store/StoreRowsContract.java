package ai.pmoves.dox.contract.store;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.Correction;
import ai.pmoves.dox.ports.rows.RowWriter.Checkpoint;
import ai.pmoves.dox.ports.rows.RowWriter.Written;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.store.LogFilter;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link StoreRows} does. */
public interface StoreRowsContract {
    Store store();

    private StoreRows rows() {
        return store().rows();
    }

    private Written write(StoreTable table, Row... rows) {
        return rows().write(table, List.of(rows), null);
    }

    private void writeParents() {
        OddRows.parents().forEach(parent -> write(parent.table(), parent));
    }

    private List<Row> all(StoreTable table) {
        var found = new ArrayList<Row>();
        rows().scan(table, found::add);
        return found;
    }

    private static Row log(String id) {
        return OddRows.of(StoreTable.LOG_ENTRIES, id, 0);
    }

    @Test
    default void aRowOfEachTableComesBackAsItWasWritten() {
        writeParents();
        for (var table : StoreTable.values()) {
            var written = OddRows.variants(table, "row ' \" \\ \u00e9 ");
            int before = all(table).size();
            assertThat(rows().write(table, written, null)).as(table.text()).isEqualTo(added(written.size()));
            var keys = written.stream().map(Row::id).toList();
            assertThat(rows().find(table, keys)).as(table.text()).containsExactlyInAnyOrderElementsOf(written);
            assertThat(all(table)).as(table.text()).containsAll(written).hasSize(before + written.size());
            assertThat(rows().count(table)).as(table.text()).isEqualTo(before + written.size());
        }
    }

    private static Written added(long rows) {
        return new Written(rows, 0, 0, 0);
    }

    @Test
    default void everyRowIsCountedAsWhatBecameOfIt() {
        writeParents();
        for (var table : StoreTable.values()) {
            var rows = OddRows.variants(table, "row ");
            rows().write(table, rows, null);
            assertThat(rows().write(table, rows, null)).as(table.text()).isEqualTo(new Written(0, 0, rows.size(), 0));
            var others = new ArrayList<Row>();
            for (int i = 0; i < rows.size(); i++) {
                others.add(OddRows.of(table, rows.get(i).id(), (i + 1) % OddRows.VARIANTS));
            }
            others.replaceAll(row -> table.hasRevision() ? row.with("revision", Long.MAX_VALUE) : row);
            if (!table.parents().containsKey(table.key().name())) {
                others.add(OddRows.of(table, "new", 0));
            }
            assertThat(rows().write(table, others, null))
                    .as(table.text())
                    .isEqualTo(new Written(others.size() - rows.size(), rows.size(), 0, 0));
            if (table != StoreTable.SEARCH_CHUNKS) { // whose vectors stay
                assertThat(rows().find(table, others.stream().map(Row::id).toList()))
                        .as(table.text())
                        .containsExactlyInAnyOrderElementsOf(others);
            }
        }
    }

    @Test
    default void whatIsEqualButNotTheSameIsAChange() {
        writeParents();
        var api = OddRows.of(StoreTable.API_ENDPOINTS, "a", 0).with("tags", Json.of(List.of(1)));
        write(StoreTable.API_ENDPOINTS, api);
        var other = api.with("tags", Json.of(List.of(1.0)));
        assertThat(write(StoreTable.API_ENDPOINTS, other)).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(all(StoreTable.API_ENDPOINTS)).containsExactly(other);
        var empty = other.with("name", "").with("tags", Json.NULL);
        write(StoreTable.API_ENDPOINTS, empty);
        var absent = empty.with("name", null).with("tags", null);
        assertThat(write(StoreTable.API_ENDPOINTS, absent)).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(all(StoreTable.API_ENDPOINTS)).containsExactly(absent);
    }

    @Test
    default void aRowOfAGreaterRevisionIsLeft() {
        writeParents();
        var stored = OddRows.of(StoreTable.TAGS, "t", 0).with("revision", 7L);
        write(StoreTable.TAGS, stored);
        var older = stored.with("tag", "other").with("revision", 6L);
        assertThat(write(StoreTable.TAGS, older)).isEqualTo(new Written(0, 0, 0, 1));
        assertThat(all(StoreTable.TAGS)).containsExactly(stored);
        var asNew = stored.with("tag", "other");
        assertThat(write(StoreTable.TAGS, asNew)).isEqualTo(new Written(0, 1, 0, 0));
        assertThat(all(StoreTable.TAGS)).containsExactly(asNew);
        assertThat(write(StoreTable.TAGS, older, asNew.with("revision", 8L), OddRows.of(StoreTable.TAGS, "u", 0)))
                .isEqualTo(new Written(1, 1, 0, 0));
    }

    @Test
    default void restoredRowsReplaceThoseOfAnyRevision() {
        writeParents();
        var stored = OddRows.of(StoreTable.TAGS, "t", 0).with("revision", 7L);
        write(StoreTable.TAGS, stored);
        var older = stored.with("revision", 6L);
        var added = OddRows.of(StoreTable.TAGS, "u", 1);
        assertThat(rows().restore(StoreTable.TAGS, List.of(stored, older, added)))
                .isEqualTo(new Written(1, 1, 0, 0));
        assertThat(all(StoreTable.TAGS)).containsExactlyInAnyOrder(older, added);
        assertThat(rows().restore(StoreTable.TAGS, List.of(older))).isEqualTo(new Written(0, 0, 1, 0));
        assertThat(rows().restore(StoreTable.TAGS, List.of())).isEqualTo(Written.NOTHING);
        var orphan = older.with("document_id", "nowhere");
        assertFails(() -> rows().restore(StoreTable.TAGS, List.of(orphan)), ErrorCode.PARENT_MISSING);
    }

    @Test
    default void ofRowsWithTheSameKeyTheLastCounts() {
        writeParents();
        var last = log("l").with("message", "last");
        assertThat(write(StoreTable.LOG_ENTRIES, log("l"), log("k"), last)).isEqualTo(added(2));
        assertThat(all(StoreTable.LOG_ENTRIES)).containsExactlyInAnyOrder(last, log("k"));
    }

    @Test
    default void aReplacedRowKeepsItsChildren() {
        writeParents();
        write(StoreTable.LOG_ENTRIES, log("l"));
        var document = OddRows.of(StoreTable.DOCUMENTS, "d", 1).with("revision", 9L);
        write(StoreTable.DOCUMENTS, document);
        assertThat(all(StoreTable.DOCUMENTS)).containsExactly(document);
        assertThat(all(StoreTable.LOG_ENTRIES)).containsExactly(log("l"));
    }

    @Test
    default void aCorrectionIsWrittenWithItsRowOrNotAtAll() {
        writeParents();
        var table = StoreTable.LOG_ENTRIES;
        assertThat(rows().corrections(table)).isEmpty();
        var first = new Correction("old \u00e9", "digest", "l");
        rows().write(table, List.of(log("l")), null, List.of(first));
        assertThat(rows().corrections(table)).containsExactly(first);
        assertThat(rows().corrections(StoreTable.TAGS)).isEmpty();
        var orphan = log("k").with("document_id", "nowhere");
        var lost = new Correction("k", "digest", "k");
        assertFails(() -> rows().write(table, List.of(orphan), null, List.of(lost)), ErrorCode.PARENT_MISSING);
        assertThat(rows().corrections(table)).containsExactly(first);
        var later = new Correction("old \u00e9", "another digest", "m");
        var other = new Correction("n", "digest", "n");
        rows().write(table, List.of(log("m"), log("n")), null, List.of(later, other));
        assertThat(rows().corrections(table)).containsExactlyInAnyOrder(later, other);
        store().clear();
        assertThat(rows().corrections(table)).isEmpty();
    }

    @Test
    default void theCheckpointIsWrittenWithTheRowsOrNotAtAll() {
        writeParents();
        var table = StoreTable.LOG_ENTRIES;
        assertThat(rows().checkpoint("source", table)).isEmpty();
        var first = new Checkpoint("source", table, 1, "l", false);
        rows().write(table, List.of(log("l")), first);
        assertThat(rows().checkpoint("source", table)).contains(first);
        var orphan = log("k").with("document_id", "nowhere");
        var second = new Checkpoint("source", table, Long.MAX_VALUE, "", true);
        assertFails(() -> rows().write(table, List.of(log("m"), orphan), second), ErrorCode.PARENT_MISSING);
        assertThat(rows().checkpoint("source", table)).contains(first);
        assertThat(all(table)).containsExactly(log("l"));
        rows().write(table, List.of(), second);
        rows().write(table, List.of(log("m")), null);
        assertThat(rows().checkpoint("source", table)).contains(second);
        assertThat(rows().checkpoint("other", table)).isEmpty();
        assertThat(rows().checkpoint("source", StoreTable.TAGS)).isEmpty();
        rows().write(table, List.of(), new Checkpoint("other", table, Long.MIN_VALUE, "\u00e9", false));
        rows().forget("source");
        assertThat(rows().checkpoint("source", table)).isEmpty();
        assertThat(rows().checkpoint("other", table)).isPresent();
        store().clear();
        assertThat(rows().checkpoint("other", table)).isEmpty();
    }

    @Test
    default void aRowThatCannotBeStoredLeavesNothingBehind() {
        writeParents();
        for (var existing : List.of(List.<Row>of(), List.of(log("l")))) {
            rows().write(StoreTable.LOG_ENTRIES, existing, null);
            for (var bad : List.of("nul \u0000", "half \ud83d of a pair")) {
                assertThatThrownBy(() -> write(
                                StoreTable.LOG_ENTRIES,
                                log("l"),
                                log("m"),
                                log("bad").with("message", bad)))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContainingAll("log_entries", "message", "bad");
            }
            assertThat(all(StoreTable.LOG_ENTRIES)).isEqualTo(existing);
        }
        assertThatThrownBy(() -> write(
                        StoreTable.TAGS, OddRows.of(StoreTable.TAGS, "t", 0).with("score", Double.NaN)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(StoreTable.LOG_ENTRIES, log(""))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> write(StoreTable.TAGS, log("l"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void aMissingParentIsToldApart() {
        assertFails(() -> write(StoreTable.LOG_ENTRIES, log("l")), ErrorCode.PARENT_MISSING, "log_entries");
        assertFails(
                () -> write(StoreTable.HRM_METRICS, OddRows.of(StoreTable.HRM_METRICS, "m", 0)),
                ErrorCode.PARENT_MISSING);
        assertFails(
                () -> write(StoreTable.SEARCH_CHUNKS, OddRows.of(StoreTable.SEARCH_CHUNKS, "c", 0)),
                ErrorCode.PARENT_MISSING);
        writeParents();
        write(StoreTable.LOG_ENTRIES, log("l"));
        assertFails(
                () -> write(StoreTable.LOG_ENTRIES, log("l").with("document_id", "nowhere")), ErrorCode.PARENT_MISSING);
        assertThat(all(StoreTable.LOG_ENTRIES)).containsExactly(log("l"));
    }

    @Test
    default void rowsAreRemovedWithTheirChildren() {
        writeParents();
        for (var table : StoreTable.values()) {
            rows().write(table, OddRows.variants(table, "row "), null);
        }
        assertThat(rows().delete(StoreTable.LOG_ENTRIES, List.of("row 1", "row 1", "nowhere", "\u0000")))
                .isEqualTo(1);
        assertThat(rows().count(StoreTable.LOG_ENTRIES)).isEqualTo(OddRows.VARIANTS - 1);
        assertThat(rows().delete(StoreTable.SEARCH_CHUNKS, List.of("row 1"))).isEqualTo(1);
        assertThat(rows().delete(StoreTable.DOCUMENTS, List.of("d"))).isEqualTo(1);
        assertThat(rows().delete(StoreTable.DOCUMENTS, List.of())).isZero();
        assertThat(rows().count(StoreTable.LOG_ENTRIES)).isZero();
        assertThat(rows().count(StoreTable.DOCUMENT_STRUCTURE)).isZero();
        assertThat(rows().count(StoreTable.TAG_PROMPTS)).isEqualTo(OddRows.VARIANTS);
        assertThat(all(StoreTable.SEARCH_CHUNKS)).extracting(Row::id).containsExactly("row 8"); // it has no document
    }

    @Test
    default void missingKeysAreTold() {
        writeParents();
        write(StoreTable.LOG_ENTRIES, log("it's"), log("\u00e9"));
        assertThat(rows().missing(StoreTable.LOG_ENTRIES, List.of("it's", "\u00e9", "e\u0301", "\u0000", "\ud83d")))
                .containsExactlyInAnyOrder("e\u0301", "\u0000", "\ud83d");
        assertThat(rows().missing(StoreTable.LOG_ENTRIES, Set.of())).isEmpty();
        assertThat(rows().find(StoreTable.LOG_ENTRIES, List.of("\u0000", "nowhere", "it's", "it's")))
                .containsExactly(log("it's"));
        assertThat(rows().find(StoreTable.LOG_ENTRIES, List.of())).isEmpty();
    }

    @Test
    default void manyRowsAreWrittenAndEachIsSeenOnce() {
        writeParents();
        int count = 20_000;
        var written = IntStream.range(0, count)
                .mapToObj(i -> OddRows.of(StoreTable.LOG_ENTRIES, "l" + i, i % OddRows.VARIANTS)
                        .with("document_id", "d")
                        .with("message", "m".repeat(i % 300)))
                .toList();
        assertThat(rows().write(StoreTable.LOG_ENTRIES, written, null)).isEqualTo(added(count));
        assertThat(all(StoreTable.LOG_ENTRIES)).containsExactlyInAnyOrderElementsOf(written);
        assertThat(rows().write(StoreTable.LOG_ENTRIES, written, null)).isEqualTo(new Written(0, 0, count, 0));
        var keys = written.stream().map(Row::id).toList();
        assertThat(rows().missing(StoreTable.LOG_ENTRIES, keys)).isEmpty();
        assertThat(rows().find(StoreTable.LOG_ENTRIES, keys)).hasSize(count);
    }

    @Test
    default void aScanEndsWithWhatTheSinkThrows() {
        writeParents();
        rows().write(
                        StoreTable.LOG_ENTRIES,
                        IntStream.range(0, 5_000).mapToObj(i -> log("l" + i)).toList(),
                        null);
        for (int i = 0; i < 12; i++) { // more often than there are connections
            assertThatThrownBy(() -> rows().scan(StoreTable.LOG_ENTRIES, row -> {
                        throw new UnsupportedOperationException(row.id());
                    }))
                    .isInstanceOf(UnsupportedOperationException.class);
        }
        assertThat(all(StoreTable.LOG_ENTRIES)).hasSize(5_000);
    }

    @Test
    default void rowsJoinAUnitOfWork() {
        writeParents();
        assertThatThrownBy(() -> store().unitOfWork().call(() -> {
                    write(StoreTable.LOG_ENTRIES, log("l"));
                    write(StoreTable.LOG_ENTRIES, log("l"), log("m"));
                    assertThat(all(StoreTable.LOG_ENTRIES)).hasSize(2);
                    assertThat(rows().find(StoreTable.LOG_ENTRIES, List.of("l")))
                            .hasSize(1);
                    throw new UnsupportedOperationException("no");
                }))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(all(StoreTable.LOG_ENTRIES)).isEmpty();
    }

    @Test
    default void rowsAreThoseOfTheRepositories() {
        var document = Rows.document("d");
        var log = Rows.log("l", "d", "2026-01-02 03:04:05", "ERROR", "message");
        store().documents().add(document);
        store().logs().addAll(List.of(log));
        var documents = all(StoreTable.DOCUMENTS);
        var logs = all(StoreTable.LOG_ENTRIES);
        store().clear();
        assertThat(rows().write(StoreTable.DOCUMENTS, documents, null)).isEqualTo(added(1));
        assertThat(rows().write(StoreTable.LOG_ENTRIES, logs, null)).isEqualTo(added(1));
        assertThat(store().documents().find(Id.of("d"))).contains(document);
        assertThat(store().logs().list(LogFilter.ALL, PageRequest.first(10)).items())
                .containsExactly(log);
        assertThat(logs.getFirst().value("ts_at")).isEqualTo(log.instant());
    }

    @Test
    default void aRowOfAChunkIsInTheGenerationThatServes() {
        writeParents();
        var chunks = IntStream.range(0, 3)
                .mapToObj(i -> OddRows.of(StoreTable.SEARCH_CHUNKS, "c" + i, i))
                .toList();
        rows().write(StoreTable.SEARCH_CHUNKS, chunks, null);
        store().chunks().rebuild(sink -> {
            rows().write(StoreTable.SEARCH_CHUNKS, List.of(OddRows.of(StoreTable.SEARCH_CHUNKS, "c3", 2)), null);
            rows().delete(StoreTable.SEARCH_CHUNKS, List.of("c1"));
        });
        assertThat(all(StoreTable.SEARCH_CHUNKS)).containsExactly(OddRows.of(StoreTable.SEARCH_CHUNKS, "c3", 2));
        assertThat(Arrays.asList(rows().count(StoreTable.SEARCH_CHUNKS), rows().count(StoreTable.DOCUMENTS)))
                .containsExactly(1L, 1L);
    }
}
