package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ingest.config.ParserLimits;
import ai.pmoves.dox.ingest.internal.files.Failures;

/** Counts what one DoclingDocument holds, and refuses it as soon as that is more than is allowed. */
public final class DoclingLimits {
    /** What an item other than a cell takes, in cells: it becomes rows of its own, with a place and evidence. */
    private static final int CELLS_PER_ITEM = 20;

    /** What of texts takes as much memory as a cell: they are in the rows, in the evidence, and in files. */
    private static final int CHARS_PER_CELL = 16;

    private final String name;
    private final ParserLimits limits;
    private long items;
    private long chars;
    private long cells;
    private long places;
    private long unpackedChars;

    /** @param name what messages call the file */
    public DoclingLimits(String name, ParserLimits limits) {
        this.name = name;
        this.limits = limits;
    }

    /** Counts a text, a group, a picture, or anything else that is no cell. */
    void item() {
        long most = limits.maxCells() / CELLS_PER_ITEM;
        if (++items > most) {
            throw tooLarge("has more than %d texts, groups and other items, one for %d of the cells allowed"
                    .formatted(most, CELLS_PER_ITEM));
        }
    }

    /** Counts the characters of an item. */
    void chars(int count) {
        chars += count;
        long most = (long) limits.maxCells() * CHARS_PER_CELL;
        if (chars > most) {
            throw tooLarge("has texts of more than %d characters, %d for each of the cells allowed"
                    .formatted(most, CHARS_PER_CELL));
        }
    }

    /** Counts a cell as it is read. */
    void cell() {
        if (++cells > limits.maxCells()) {
            throw tooLarge("has tables with more than the %d cells allowed".formatted(limits.maxCells()));
        }
    }

    /** Counts the places of a table's grid before it is made, and those that merged cells cover. */
    void places(long rows, long columns) {
        if (rows > limits.maxCells() || columns > limits.maxCells()) {
            throw tooLarge("has a table of %d rows and %d columns, more than the %d cells allowed"
                    .formatted(rows, columns, limits.maxCells()));
        }
        places += rows * columns;
        if (places > limits.maxCells()) {
            throw tooLarge("has tables of more than the %d cells allowed".formatted(limits.maxCells()));
        }
    }

    /** Counts characters that are written more often than the file has them. */
    void unpacked(long chars) {
        unpackedChars += chars;
        if (unpackedChars > limits.maxArchiveBytes()) {
            throw Failures.of(
                    ErrorCode.FILE_BOMB,
                    "%s has tables whose merged cells and column names unpack to more than the %d characters allowed"
                            .formatted(name, limits.maxArchiveBytes()),
                    Remedy.RAISE_MAX_ARCHIVE_BYTES);
        }
    }

    void pages(int count) {
        if (count > limits.maxPdfPages()) {
            throw Failures.of(
                    ErrorCode.FILE_TOO_LARGE,
                    "%s has %d pages, more than the %d allowed".formatted(name, count, limits.maxPdfPages()),
                    Remedy.RAISE_MAX_PDF_PAGES);
        }
    }

    private DoxException tooLarge(String what) {
        return Failures.of(ErrorCode.FILE_TOO_LARGE, "%s %s".formatted(name, what), Remedy.RAISE_MAX_CELLS);
    }
}
