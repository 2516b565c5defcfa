package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.RowNames;
import ai.pmoves.dox.app.cli.support.TableNames;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.rows.RowReader;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.ParityOptions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** Which rows a comparison is about. */
final class ParityScope {
    @Option(names = "--tables", paramLabel = "NAME", split = ",", description = "Only these tables.")
    private List<String> tables = List.of();

    @Option(
            names = "--keys",
            paramLabel = "TABLE:KEY",
            description = "Only these rows, as the output names them, with commas between; may be repeated.")
    private List<String> keys = List.of();

    @Option(
            names = "--kind",
            paramLabel = "missing|extra|different",
            split = ",",
            description = "Only differences of these kinds: rows that the secondary lacks, that only it has, or whose"
                    + " values differ.")
    private List<Difference.Kind> kinds = List.of();

    /** Whether all rows are compared. */
    boolean isAll() {
        return tables.isEmpty() && isOfAllRows();
    }

    /** Whether all rows of the tables are compared, and all kinds of differences count. */
    boolean isOfAllRows() {
        return keys.isEmpty() && kinds.isEmpty();
    }

    /**
     * What to compare.
     *
     * @throws DoxException {@code config.invalid} or {@code request.invalid} for an unknown table, or a row that neither
     *     side has
     */
    ParityOptions options(RowReader primary, RowReader secondary) {
        var rows = rows();
        for (var row : rows) {
            var key = List.of(row.key());
            if (primary.find(row.table(), key).isEmpty()
                    && secondary.find(row.table(), key).isEmpty()) {
                throw new DoxException(
                        ErrorCode.REQUEST_INVALID, "--keys names %s, which neither store has.".formatted(row));
            }
        }
        var wanted = kinds.isEmpty() ? EnumSet.allOf(Difference.Kind.class) : EnumSet.copyOf(kinds);
        return ParityOptions.defaults()
                .withTables(tables(rows))
                .ignoring(difference -> !wanted.contains(difference.kind())
                        || !rows.isEmpty() && !rows.contains(new RowKey(difference.table(), difference.key())));
    }

    private Set<StoreTable> tables(Set<RowKey> rows) {
        var named = EnumSet.copyOf(TableNames.parse(tables));
        if (!rows.isEmpty()) {
            var ofRows = EnumSet.noneOf(StoreTable.class);
            rows.forEach(row -> ofRows.add(row.table()));
            named.retainAll(ofRows);
        }
        return named;
    }

    private Set<RowKey> rows() {
        var names = new ArrayList<String>();
        for (var argument : keys) {
            for (var part : argument.split(",")) {
                if (names.isEmpty() || isName(part)) {
                    names.add(part);
                } else { // a comma within a key
                    names.set(names.size() - 1, names.getLast() + "," + part);
                }
            }
        }
        return new TreeSet<>(RowNames.parse(names));
    }

    private static boolean isName(String part) {
        return StoreTable.named(part.substring(0, Math.max(0, part.indexOf(':'))))
                .isPresent();
    }
}
