package ai.pmoves.dox.contract.store;

import static ai.pmoves.dox.contract.store.Errors.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CopySource} does with a file that has several rows in some tables, an odd one among them, and a table
 * {@link #FOREIGN_TABLE} of two rows.
 */
public interface CopySourceContract {
    String FOREIGN_TABLE = "my notes";

    /** The source of the test that runs, open. */
    CopySource source();

    /** The file that it reads. */
    Path file();

    /** The same file, opened once more; the caller closes it. */
    CopySource openAgain();

    /** Another file, opened; the caller closes it. */
    CopySource openAnother();

    private List<SourceRow> read(StoreTable table, int maxRows) {
        var rows = new ArrayList<SourceRow>();
        var some = source().read(table, Long.MIN_VALUE, maxRows);
        while (!some.isEmpty()) {
            assertThat(some).hasSizeLessThanOrEqualTo(maxRows);
            rows.addAll(some);
            some = source().read(table, some.getLast().position(), maxRows);
        }
        return rows;
    }

    private Map<StoreTable, List<SourceRow>> all() {
        var all = new EnumMap<StoreTable, List<SourceRow>>(StoreTable.class);
        for (var table : StoreTable.values()) {
            all.put(table, read(table, 1_000));
        }
        return all;
    }

    private static List<Row> accepted(List<SourceRow> rows) {
        var accepted = new ArrayList<Row>();
        rows.forEach(row -> {
            if (row.row() != null) {
                accepted.add(row.row());
            }
        });
        return accepted;
    }

    private List<SourceRow> odd() {
        var odd = all().values().stream()
                .flatMap(List::stream)
                .filter(row -> !row.remarks().isEmpty())
                .toList();
        assertThat(odd).isNotEmpty();
        return odd;
    }

    @Test
    default void theFileIsNamed() {
        assertThat(source().description()).contains(String.valueOf(file().getFileName()));
    }

    @Test
    default void aFileHasTheSameIdentityAtEachAttempt() {
        try (var again = openAgain();
                var another = openAnother()) {
            assertThat(again.identity()).isEqualTo(source().identity());
            assertThat(another.identity()).isNotEqualTo(source().identity());
        }
    }

    @Test
    default void rowsAreTheSameInStepsOfAnySize() {
        all().forEach((table, rows) -> {
            assertThat(rows).extracting(SourceRow::position).isSorted().doesNotHaveDuplicates();
            assertThat(told(read(table, 3))).as(table.text()).isEqualTo(told(rows));
        });
    }

    /** Rows without their originals, in which arrays are not equal to their like. */
    private static List<SourceRow> told(List<SourceRow> rows) {
        return rows.stream()
                .map(row -> new SourceRow(row.position(), row.key(), row.row(), row.remarks(), Map.of()))
                .toList();
    }

    @Test
    default void positionsLeadBackToTheirKeys() {
        all().forEach((table, rows) -> {
            for (var row : rows) {
                assertThat(source().keyAt(table, row.position())).contains(row.key());
            }
            assertThat(source().keyAt(table, 1_000_000_000)).isEmpty();
        });
    }

    @Test
    default void everyRowIsCounted() {
        all().forEach((table, rows) ->
                assertThat(source().count(table)).as(table.text()).isEqualTo(rows.size()));
    }

    @Test
    default void aScanSeesEachRowThatIsNotRejected() {
        all().forEach((table, rows) -> {
            var scanned = new ArrayList<Row>();
            source().scan(table, scanned::add);
            assertThat(scanned).as(table.text()).containsExactlyInAnyOrderElementsOf(accepted(rows));
        });
    }

    @Test
    default void rowsAreFoundByTheirKeys() {
        all().forEach((table, rows) -> {
            var expected = accepted(rows);
            var keys = new ArrayList<>(expected.stream().map(Row::id).toList());
            keys.add("nowhere");
            assertThat(source().find(table, keys)).as(table.text()).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(source().find(table, List.of())).isEmpty();
        });
    }

    @Test
    default void aRowWithoutRemarksIsTakenAsItIs() {
        var clean = all().values().stream()
                .flatMap(List::stream)
                .filter(row -> row.remarks().isEmpty())
                .toList();
        assertThat(clean).isNotEmpty().allSatisfy(row -> {
            assertThat(row.row()).isNotNull();
            assertThat(row.original()).isEmpty();
        });
    }

    @Test
    default void anOddRowComesWithItsOriginal() {
        assertThat(odd()).allSatisfy(row -> {
            assertThat(row.original()).isNotEmpty();
            assertThat(row.original().values()).filteredOn(Objects::nonNull).allSatisfy(value -> assertThat(value)
                    .isInstanceOfAny(Number.class, String.class, byte[].class));
        });
    }

    @Test
    default void anOddRowIsReadAgainFromItsOriginal() {
        all().forEach((table, rows) -> rows.stream()
                .filter(row -> !row.remarks().isEmpty())
                .forEach(row -> {
                    var again = source().replay(table, row.original());
                    assertThat(again.key()).isEqualTo(row.key());
                    assertThat(again.row()).isEqualTo(row.row());
                    assertThat(again.remarks()).isEqualTo(row.remarks());
                }));
    }

    @Test
    default void anOriginalWithAColumnThatTheFileHasNotIsRefused() {
        all().forEach((table, rows) -> rows.stream()
                .filter(row -> !row.remarks().isEmpty())
                .limit(1)
                .forEach(row -> {
                    var values = new HashMap<String, @Nullable Object>(row.original());
                    values.put("surplus", 1);
                    assertFails(() -> source().replay(table, values), ErrorCode.REQUEST_INVALID, "surplus");
                }));
    }

    @Test
    default void aParentThatIsMissingHasAPlaceholder() {
        var parents = Arrays.stream(StoreTable.values())
                .flatMap(table -> table.parents().values().stream())
                .distinct()
                .toList();
        for (var table : StoreTable.values()) {
            if (parents.contains(table)) {
                var row = source().placeholder(table, "lost");
                assertThat(row.table()).isEqualTo(table);
                assertThat(row.id()).isEqualTo("lost");
            } else {
                assertThatThrownBy(() -> source().placeholder(table, "lost"))
                        .as(table.text())
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Test
    default void whatTheStoresHaveNotIsTold() {
        assertThat(source().foreignTables()).containsEntry(FOREIGN_TABLE, 2L);
        assertThat(source().foreignTables()).doesNotContainKey(StoreTable.DOCUMENTS.text());
    }

    @Test
    default void theFileIsLeftAsItIs() throws Exception {
        var before = Files.readAllBytes(file());
        all().forEach((table, rows) -> source().find(table, List.of("nowhere")));
        assertThat(Files.readAllBytes(file())).isEqualTo(before);
    }

    @Test
    default void manyThreadsReadAtOnce() throws Exception {
        Callable<List<SourceRow>> reading = () ->
                all().values().stream().flatMap(rows -> told(rows).stream()).toList();
        var expected = reading.call();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var read : threads.invokeAll(Collections.nCopies(4, reading))) {
                assertThat(read.get()).isEqualTo(expected);
            }
        }
    }
}
