package ai.pmoves.dox.ingest.config;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.error.ReasonWords;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the parsers allow and which programs they may run.
 *
 * @param limits how much of one source is taken
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
 * @param doclingServe who reads PDFs before the built-in parser is asked, null if nobody
 * @param words how the warnings in an artifact's extras tell what can be done
 */
public record IngestConfig(
        ParserLimits limits,
        Duration webTimeout,
        Duration toolTimeout,
        @Nullable Path xpathMapFile,
        @Nullable String xpathMap,
        String ffprobe,
        String whisper,
        String whisperModel,
        String tesseract,
        boolean financialAnalysis,
        boolean fastPdf,
        @Nullable DoclingServeConfig doclingServe,
        ReasonWords words) {
    public IngestConfig {
        requireNonNull(limits, "limits");
        requirePositive(webTimeout.toMillis(), "webTimeout in milliseconds");
        requirePositive(toolTimeout.toMillis(), "toolTimeout in milliseconds");
        requireNonNull(ffprobe, "ffprobe");
        requireNonNull(whisper, "whisper");
        requireNonNull(whisperModel, "whisperModel");
        requireNonNull(tesseract, "tesseract");
        requireNonNull(words, "words");
    }

    /** The default limits, and the programs that are on the path. */
    public static IngestConfig defaults() {
        return new IngestConfig(
                ParserLimits.DEFAULT,
                Duration.ofSeconds(15),
                Duration.ofMinutes(10),
                null,
                null,
                "ffprobe",
                "whisper",
                "tiny.en",
                "tesseract",
                true,
                false,
                null,
                ReasonWords.JAVA);
    }

    /** The same limits, but another map of XML fields. */
    public IngestConfig withXpathMap(@Nullable Path file, @Nullable String text) {
        return new IngestConfig(
                limits,
                webTimeout,
                toolTimeout,
                file,
                text,
                ffprobe,
                whisper,
                whisperModel,
                tesseract,
                financialAnalysis,
                fastPdf,
                doclingServe,
                words);
    }

    /** The same, but other programs: each a name on the path, or the path of a file. */
    public IngestConfig withPrograms(String newFfprobe, String newWhisper, String newTesseract) {
        return new IngestConfig(
                limits,
                webTimeout,
                toolTimeout,
                xpathMapFile,
                xpathMap,
                newFfprobe,
                newWhisper,
                whisperModel,
                newTesseract,
                financialAnalysis,
                fastPdf,
                doclingServe,
                words);
    }

    /** The same, but other limits. */
    public IngestConfig withLimits(ParserLimits newLimits) {
        return new IngestConfig(
                newLimits,
                webTimeout,
                toolTimeout,
                xpathMapFile,
                xpathMap,
                ffprobe,
                whisper,
                whisperModel,
                tesseract,
                financialAnalysis,
                fastPdf,
                doclingServe,
                words);
    }

    /** The same limits, but PDFs are read by a docling-serve, or by nobody else if it is null. */
    public IngestConfig withDoclingServe(@Nullable DoclingServeConfig serve) {
        return new IngestConfig(
                limits,
                webTimeout,
                toolTimeout,
                xpathMapFile,
                xpathMap,
                ffprobe,
                whisper,
                whisperModel,
                tesseract,
                financialAnalysis,
                fastPdf,
                serve,
                words);
    }

    /** The same, but warnings in other words. */
    public IngestConfig withWords(ReasonWords other) {
        return new IngestConfig(
                limits,
                webTimeout,
                toolTimeout,
                xpathMapFile,
                xpathMap,
                ffprobe,
                whisper,
                whisperModel,
                tesseract,
                financialAnalysis,
                fastPdf,
                doclingServe,
                other);
    }

    private static void requirePositive(long value, String name) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", but has to be above 0");
        }
    }
}
