package ai.pmoves.dox.app.cli.transfer;

import ai.pmoves.dox.app.cli.support.RejectLine;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.replication.transfer.RejectLog;
import ai.pmoves.dox.replication.transfer.RejectedRows;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows that did not go over, and those that went over changed, as they were: a {@link RejectLine} for each row of
 * each source, however often it is copied. A line stays as it is, with what people corrected in it, until the source has
 * another row in its place; then {@link #close} replaces the file. Otherwise lines are only added. The file is made by
 * the first row. Not thread-safe.
 */
final class RejectFile implements RejectLog, RejectedRows, AutoCloseable {
    private final Path file;
    private final String source;
    private final Map<RowName, Known> known = new HashMap<>();
    private final Set<RowName> rejected = new HashSet<>();
    private final Set<RowName> kept = new HashSet<>();
    private @Nullable FileOutputStream out;
    private long lastLine;
    private boolean hasOldLines;

    private record RowName(StoreTable table, String source, String key) {}

    private record Known(long line, String digest, String outcome) {}

    private RejectFile(Path file, String source) {
        this.file = file;
        this.source = source;
    }

    /**
     * Opens the file to add rows; it need not be there.
     *
     * @param source names the file that rows are from
     * @throws DoxException {@code path.invalid} if it has a line that cannot be read
     */
    static RejectFile open(Path file, Path source) {
        var opened = new RejectFile(file, source.toAbsolutePath().normalize().toString());
        if (Files.exists(file)) {
            opened.mendEnd();
            read(file, (number, line) -> {
                opened.remember(number, line);
                return true;
            });
        }
        return opened;
    }

    private void remember(long number, RejectLine line) {
        lastLine = Math.max(lastLine, number);
        hasOldLines |= known.put(nameOf(line), new Known(number, line.digest(), line.outcome())) != null;
    }

    private static RowName nameOf(RejectLine line) {
        return new RowName(line.table(), line.source(), line.targetId());
    }

    Path file() {
        return file;
    }

    /** How many rows of this run are in the file. */
    long rows() {
        return kept.size();
    }

    /** Whether the row was rejected, which explains why the target lacks it. */
    @Override
    public boolean contains(StoreTable table, String key) {
        return rejected.contains(new RowName(table, source, key));
    }

    @Override
    public void add(StoreTable table, SourceRow row, String reason, boolean isRejected) {
        var line = RejectLine.of(table, source, row, reason, isRejected);
        var name = nameOf(line);
        kept.add(name);
        if (isRejected) {
            rejected.add(new RowName(table, source, row.targetKey()));
        }
        var there = known.get(name);
        if (there == null
                || row.corrects() != null // what was corrected is not what was corrected before
                || !there.digest().equals(line.digest())
                || !there.outcome().equals(line.outcome())) {
            write(line);
            remember(lastLine + 1, line);
        }
    }

    /**
     * Takes over what earlier runs of an interrupted copy rejected, so that those rows are known as rejected here, too.
     *
     * @param tables that this run resumed
     * @return the keys of the rows by their tables, but those that this run rejected
     */
    Map<StoreTable, Set<String>> recall(Set<StoreTable> tables) {
        var recalled = new EnumMap<StoreTable, Set<String>>(StoreTable.class);
        known.forEach((name, there) -> {
            if (there.outcome().equals(RejectLine.REJECTED)
                    && name.source().equals(source)
                    && tables.contains(name.table())
                    && rejected.add(name)) {
                recalled.computeIfAbsent(name.table(), table -> new HashSet<>()).add(name.key());
            }
        });
        return recalled;
    }

    /** Removes what a crash left of a line, since its row comes again; completes a whole line that lacks its end. */
    private void mendEnd() {
        try (var bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = endOfLastLine(bytes);
            if (end < bytes.length()) {
                var rest = new byte[(int) (bytes.length() - end)];
                bytes.seek(end);
                bytes.readFully(rest);
                if (RejectLine.isWhole(rest)) {
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

    private void write(RejectLine line) {
        try {
            if (out == null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                out = new FileOutputStream(file.toFile(), true);
            }
            out.write(line.encoded());
            out.write('\n');
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    private static DoxException unusable(Path file, Exception e) {
        return new DoxException(
                ErrorCode.PATH_INVALID, "The reject file '%s' cannot be used: %s".formatted(file, e.getMessage()), e);
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
                if (hasOldLines) {
                    removeOldLines();
                }
            }
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** Replaces the file by one that has the last line of each row only. */
    private void removeOldLines() throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".new");
        try (var to = new FileOutputStream(next.toFile())) {
            read(file, (number, line) -> {
                if (known.get(nameOf(line)).line() == number) {
                    copy(line, to);
                }
                return true;
            });
            to.getFD().sync();
        }
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void copy(RejectLine line, FileOutputStream to) {
        try {
            to.write(line.encoded());
            to.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Receives each line of a reject file, in order; blank lines are passed over. */
    interface LineReader {
        /** @return whether to go on */
        boolean read(long number, RejectLine line);
    }

    /** @throws DoxException {@code path.invalid} naming the line that cannot be read */
    static void read(Path file, LineReader reader) {
        long number = 0;
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (var text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                if (!text.isBlank() && !reader.read(number, RejectLine.parse(file, number, text))) {
                    return;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw unusable(file, e);
        }
    }
}
