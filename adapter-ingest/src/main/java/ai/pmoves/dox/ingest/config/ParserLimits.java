package ai.pmoves.dox.ingest.config;

/**
 * How much of one source the parsers take. What is refused for being over a limit names the environment variable
 * that raises it.
 *
 * @param maxCells the most cells that one sheet or CSV file, or all tables of a DoclingDocument, may have; which of
 *     texts and other items may have a twentieth of that, with 16 characters for each cell: {@code MAX_CELLS}
 * @param maxPdfPages the most pages that one PDF or DoclingDocument may have: {@code MAX_PDF_PAGES}
 * @param maxPdfPageBytes the most bytes that what draws one page of a PDF may unpack to, which is held in memory:
 *     {@code MAX_PDF_PAGE_BYTES}
 * @param maxArchiveEntries the most files that a workbook may pack: {@code MAX_ARCHIVE_ENTRIES}
 * @param maxArchiveBytes the most bytes that a workbook, or the merged cells of a DoclingDocument in characters, may
 *     unpack to, at most {@link #MOST_ARCHIVE_BYTES}: {@code MAX_ARCHIVE_BYTES}
 * @param maxWebBytes the most bytes that one web page may have, at most {@link #MOST_WEB_BYTES}:
 *     {@code MAX_WEB_BYTES}
 */
public record ParserLimits(
        int maxCells,
        int maxPdfPages,
        long maxPdfPageBytes,
        int maxArchiveEntries,
        long maxArchiveBytes,
        long maxWebBytes) {
    /** What the library that reads workbooks can do. */
    public static final long MOST_ARCHIVE_BYTES = 0xFFFF_FFFFL;

    /** 1 GiB: a page is held in memory. */
    public static final long MOST_WEB_BYTES = 1L << 30;

    private static final long MIB = 1024L * 1024;

    /** For a small server: uploads of at most 100 MiB, a heap of 1 GiB. */
    public static final ParserLimits DEFAULT =
            new ParserLimits(2_000_000, 5_000, 128 * MIB, 20_000, 256 * MIB, 10 * MIB);

    public ParserLimits {
        require(maxCells, Integer.MAX_VALUE, "maxCells");
        require(maxPdfPages, Integer.MAX_VALUE, "maxPdfPages");
        require(maxPdfPageBytes, Long.MAX_VALUE, "maxPdfPageBytes");
        require(maxArchiveEntries, Integer.MAX_VALUE, "maxArchiveEntries");
        require(maxArchiveBytes, MOST_ARCHIVE_BYTES, "maxArchiveBytes");
        require(maxWebBytes, MOST_WEB_BYTES, "maxWebBytes");
    }

    private static void require(long value, long most, String name) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("%s is %d; it has to be 1 to %d".formatted(name, value, most));
        }
    }
}
