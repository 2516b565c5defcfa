package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.application.transfer.RejectLog;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that did not go over, and those that went over changed, as they were: a JSON object a line, with the bytes
 * of a BLOB in Base64. The file is made by the first row, and whole lines are only ever added. Belongs to one thread.
 */
final class RejectFile implements RejectLog, AutoCloseable {
    private static final String BLOB = "$base64";
    private static final String REJECTED = "rejected";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // halves of surrogate pairs survive as escapes
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    private final Path file;
    private final Set<String> rejected = new HashSet<>();
    private @Nullable FileOutputStream out;
    private long lines;

    RejectFile(Path file) {
        this.file = file;
    }

    /**
     * A line of the file.
     *
     * @param outcome {@code rejected} or {@code repaired}
     * @param row the values by the source's own names of the columns
     */
    record Line(StoreTable table, String id, String outcome, String reason, Map<String, @Nullable Object> row) {}

    Path file() {
        return file;
    }

    /** How many lines were written. */
    long lines() {
        return lines;
    }

    /** Whether the row was rejected, which explains why the target lacks it. */
    boolean isRejected(StoreTable table, String key) {
        return rejected.contains(table.text() + ' ' + key);
    }

    @Override
    public void add(StoreTable table, SourceRow row, String reason, boolean isRejected) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("table", table.text());
        line.put("id", row.key());
        line.put("outcome", isRejected ? REJECTED : "repaired");
        line.put("reason", reason);
        line.put("row", encoded(row.original()));
        write(line);
        lines++;
        if (isRejected) {
            rejected.add(table.text()
                    + ' '
                    + (row.row() == null ? row.key() : row.row().id()));
        }
    }

    /**
     * Reads what earlier runs of an interrupted copy rejected, so that those rows are known here, too.
     *
     * @param tables that this run went on with
     * @return the keys of the rows by their tables, but those that this run rejected
     */
    Map<StoreTable, Set<String>> recall(Set<StoreTable> tables) {
        var recalled = new EnumMap<StoreTable, Set<String>>(StoreTable.class);
        if (!tables.isEmpty() && Files.exists(file)) {
            mendEnd();
            read(file, (number, line) -> {
                if (line.outcome().equals(REJECTED)
                        && tables.contains(line.table())
                        && rejected.add(line.table().text() + ' ' + line.id())) {
                    recalled.computeIfAbsent(line.table(), table -> new HashSet<>())
                            .add(line.id());
                }
                return true;
            });
        }
        return recalled;
    }

    /** What a crash left of a line is taken away, since its row comes again; a whole line gets the end that it lacks. */
    private void mendEnd() {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = endOfLastLine(bytes);
            if (end < bytes.length()) {
                var rest = new byte[(int) (bytes.length() - end)];
                bytes.seek(end);
                bytes.readFully(rest);
                if (isWhole(rest)) {
                    bytes.write('\n');
                } else {
                    bytes.setLength(end);
                }
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static long endOfLastLine(RandomAccessFile bytes) throws IOException {
        long end = bytes.length();
        while (end > 0) {
            bytes.seek(end - 1);
            if (bytes.read() == '\n') {
                return end;
            }
            end--;
        }
        return 0;
    }

    private static boolean isWhole(byte[] line) {
        try {
            JSON.readTree(line);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void write(Map<String, @Nullable Object> line) {
        try {
            if (out == null) {
                var folder = file.toAbsolutePath().getParent();
                Files.createDirectories(folder);
                if (Files.exists(file)) {
                    mendEnd();
                }
                out = new FileOutputStream(file.toFile(), true);
            }
            out.write(JSON.writeValueAsBytes(line));
            out.write('\n');
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static DoxException unusable(Path file, Exception e) {
        return new DoxException(
                ErrorCode.PATH_INVALID, "The reject file '%s' cannot be used: %s".formatted(file, e.getMessage()), e);
    }

    private static Map<String, @Nullable Object> encoded(Map<String, @Nullable Object> values) {
        var encoded = new LinkedHashMap<String, @Nullable Object>();
        values.forEach((column, value) -> encoded.put(
                column,
                value instanceof byte[] blob ? Map.of(BLOB, Base64.getEncoder().encodeToString(blob)) : value));
        return encoded;
    }

    @Override
    public void flush() {
        try {
            if (out != null) {
                out.getFD().sync();
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Hears of each line of a reject file, in order; blank lines are passed over. */
    interface LineReader {
        /** @return whether to go on */
        boolean read(long number, Line line);
    }

    /** @throws DoxException {@code path.invalid} naming the line that cannot be read */
    static void read(Path file, LineReader reader) {
        long number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                if (!text.isBlank() && !reader.read(number, parse(file, number, text))) {
                    return;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw unusable(file, e);
        }
    }

    private static Line parse(Path file, long number, String text) throws IOException {
        Map<String, @Nullable Object> line;
        try {
            line = JSON.readValue(text, new TypeReference<Map<String, @Nullable Object>>() {});
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw malformed(file, number, e.getOriginalMessage());
        }
        var table = Optional.ofNullable(line.get("table")).map(Object::toString).flatMap(StoreTable::named);
        if (table.isEmpty() || !(line.get("row") instanceof Map<?, ?> row)) {
            throw malformed(file, number, "it needs \"table\" with a table's name, and \"row\" with its values");
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        row.forEach((column, value) -> values.put(String.valueOf(column), decoded(value)));
        return new Line(
                table.get(),
                String.valueOf(line.get("id")),
                String.valueOf(line.get("outcome")),
                String.valueOf(line.get("reason")),
                values);
    }

    private static @Nullable Object decoded(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.get(BLOB) instanceof String blob
                ? Base64.getDecoder().decode(blob)
                : value;
    }

    private static DoxException malformed(Path file, long number, String why) {
        return new DoxException(
                ErrorCode.PATH_INVALID, "Line %d of '%s' cannot be read: %s".formatted(number, file, why));
    }
}
