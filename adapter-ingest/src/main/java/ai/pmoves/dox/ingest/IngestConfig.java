package ai.pmoves.dox.ingest;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the parsers allow and which programs they may run.
 *
 * @param maxCells the most cells that one spreadsheet may have
 * @param maxArchiveBytes the most bytes that a workbook may unpack to
 * @param maxPages the most pages that one PDF may have
 * @param maxWebBytes the most bytes that one web page may have
 * @param webTimeout how long one web page may take, its redirects included
 * @param toolTimeout how long one run of an outside program may take
 * @param xpathMapFile a JSON or YAML file that says where XML logs keep their fields; wins over {@code xpathMap}
 * @param xpathMap the same as text
 * @param ffprobe the program that describes audio and video
 * @param whisper the program that transcribes audio and video
 * @param whisperModel the model that {@code whisper} is to use
 * @param tesseract the program that reads text in pictures
 * @param financialAnalysis whether tables are checked for being financial statements
 * @param fastPdf whether PDFs are only taken in, without reading them
 */
public record IngestConfig(
        int maxCells,
        long maxArchiveBytes,
        int maxPages,
        long maxWebBytes,
        Duration webTimeout,
        Duration toolTimeout,
        @Nullable Path xpathMapFile,
        @Nullable String xpathMap,
        String ffprobe,
        String whisper,
        String whisperModel,
        String tesseract,
        boolean financialAnalysis,
        boolean fastPdf) {
    private static final long MIB = 1024L * 1024;

    public IngestConfig {
        requirePositive(maxCells, "maxCells");
        requirePositive(maxArchiveBytes, "maxArchiveBytes");
        requirePositive(maxPages, "maxPages");
        requirePositive(maxWebBytes, "maxWebBytes");
        requirePositive(webTimeout.toMillis(), "webTimeout in milliseconds");
        requirePositive(toolTimeout.toMillis(), "toolTimeout in milliseconds");
        requireNonNull(ffprobe, "ffprobe");
        requireNonNull(whisper, "whisper");
        requireNonNull(whisperModel, "whisperModel");
        requireNonNull(tesseract, "tesseract");
    }

    /** Limits for a small server: uploads of at most 100 MiB, a heap of 1 GiB. */
    public static IngestConfig defaults() {
        return new IngestConfig(
                2_000_000,
                256 * MIB,
                5_000,
                10 * MIB,
                Duration.ofSeconds(15),
                Duration.ofMinutes(10),
                null,
                null,
                "ffprobe",
                "whisper",
                "tiny.en",
                "tesseract",
                true,
                false);
    }

    /** The same limits, but another map of XML fields. */
    public IngestConfig withXpathMap(@Nullable Path file, @Nullable String text) {
        return new IngestConfig(
                maxCells,
                maxArchiveBytes,
                maxPages,
                maxWebBytes,
                webTimeout,
                toolTimeout,
                file,
                text,
                ffprobe,
                whisper,
                whisperModel,
                tesseract,
                financialAnalysis,
                fastPdf);
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", but has to be above 0");
        }
    }
}
