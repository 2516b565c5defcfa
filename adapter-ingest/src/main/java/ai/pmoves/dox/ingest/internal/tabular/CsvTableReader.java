package ai.pmoves.dox.ingest.internal.tabular;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads one delimited file into columns. */
final class CsvTableReader {
    private final String storedName;
    private final CsvDialect dialect;
    private final int maxCells;
    private final List<List<@Nullable Object>> columns = new ArrayList<>();
    private long cells;
    private int rows;

    CsvTableReader(String storedName, CsvDialect dialect, int maxCells) {
        this.storedName = storedName;
        this.dialect = dialect;
        this.maxCells = maxCells;
    }

    DataTable read(Reader text) throws IOException {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(dialect.delimiter())
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .get();
        try (var parser = CSVParser.builder().setReader(text).setFormat(format).get()) {
            var records = parser.iterator();
            List<String> names = List.of();
            for (long line = 1; records.hasNext(); line = parser.getCurrentLineNumber() + 1) {
                var record = records.next();
                if (isBlank(record) || line == 1 && dialect.hasSepLine()) {
                    continue;
                }
                if (columns.isEmpty()) {
                    names = header(record);
                    names.forEach(name -> columns.add(new ArrayList<>()));
                } else {
                    add(record, line);
                }
            }
            return table(names);
        }
    }

    private static boolean isBlank(CSVRecord record) {
        return record.size() == 1 && record.get(0).isBlank();
    }

    private static List<String> header(CSVRecord record) {
        var names = new ArrayList<String>(record.size());
        for (int i = 0; i < record.size(); i++) {
            var name = Text.clean(record.get(i));
            names.add(name.isEmpty() ? "Unnamed: " + i : name);
        }
        return DataTable.uniqueNames(names);
    }

    private void add(CSVRecord record, long line) {
        for (int i = columns.size(); i < record.size(); i++) {
            if (!record.get(i).isBlank()) {
                throw Failures.unreadable(
                        storedName,
                        "Expected %d fields in line %d, saw %d".formatted(columns.size(), line, record.size()));
            }
        }
        cells += columns.size();
        if (cells > maxCells) {
            throw Failures.of(
                    ErrorCode.FILE_TOO_LARGE,
                    "%s has more than %d cells".formatted(storedName, maxCells),
                    Remedy.RAISE_MAX_CELLS);
        }
        rows++;
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).add(i < record.size() ? record.get(i) : null);
        }
    }

    private DataTable table(List<String> names) {
        if (names.isEmpty()) {
            throw Failures.of(ErrorCode.FILE_EMPTY, "No columns to parse from file: " + storedName);
        }
        var typed = new ArrayList<TableColumn>(names.size());
        for (int i = 0; i < names.size(); i++) {
            boolean comma = dialect.delimiter() == ',';
            typed.add(
                    comma
                            ? TableColumn.of(names.get(i), columns.get(i))
                            : TableColumn.ofDecimalComma(names.get(i), columns.get(i)));
            columns.set(i, List.of()); // the raw text is not needed any more
        }
        return new DataTable(typed, rows);
    }
}
