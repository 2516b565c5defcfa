package ai.pmoves.dox.domain.files;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The types of files that the library knows, each named by its suffix. */
public enum FileType {
    PDF(FileFormat.PDF, "application/pdf"),
    CSV(FileFormat.CSV, "text/csv; charset=utf-8"),
    XLSX(FileFormat.WORKBOOK),
    XLS(FileFormat.WORKBOOK),
    MP3(FileFormat.AUDIO),
    WAV(FileFormat.AUDIO),
    M4A(FileFormat.AUDIO),
    OGG(FileFormat.AUDIO),
    FLAC(FileFormat.AUDIO),
    AAC(FileFormat.AUDIO),
    MP4(FileFormat.VIDEO),
    MOV(FileFormat.VIDEO),
    MKV(FileFormat.VIDEO),
    WEBM(FileFormat.VIDEO),
    AVI(FileFormat.VIDEO),
    PNG(FileFormat.IMAGE, "image/png"),
    JPG(FileFormat.IMAGE, "image/jpeg"),
    JPEG(FileFormat.IMAGE, "image/jpeg"),
    TIF(FileFormat.IMAGE),
    TIFF(FileFormat.IMAGE),
    BMP(FileFormat.IMAGE),
    XML(FileFormat.XML, "application/xml"),
    PY(FileFormat.PYTHON),
    JS(FileFormat.JAVASCRIPT, "text/javascript; charset=utf-8"),
    TS(FileFormat.TYPESCRIPT),
    JSON(FileFormat.JSON, "application/json"),
    YAML(FileFormat.YAML, "application/yaml"),
    YML(FileFormat.YAML, "application/yaml"),
    JSONL(FileFormat.OTHER, "application/x-ndjson"),
    TXT(FileFormat.OTHER, "text/plain; charset=utf-8"),
    POML(FileFormat.OTHER, "text/plain; charset=utf-8"),
    LOG(FileFormat.OTHER, "text/plain; charset=utf-8"),
    MD(FileFormat.OTHER, "text/markdown; charset=utf-8"),
    HTML(FileFormat.OTHER, "text/html; charset=utf-8"),
    CSS(FileFormat.OTHER, "text/css; charset=utf-8"),
    SVG(FileFormat.OTHER, "image/svg+xml"),
    DOCX(FileFormat.OTHER, "application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private static final Map<String, FileType> BY_SUFFIX =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(FileType::suffix, Function.identity()));

    private final String suffix;
    private final FileFormat format;
    private final String contentType;

    FileType(FileFormat format) {
        this(format, "application/octet-stream");
    }

    FileType(FileFormat format, String contentType) {
        this.suffix = "." + name().toLowerCase(Locale.ROOT);
        this.format = format;
        this.contentType = contentType;
    }

    /**
     * Returns the suffix of a file's name, in lower case with its dot; empty if the last part of the name has none or
     * only begins with a dot.
     *
     * @param filename with or without folders, of any operating system
     */
    public static String suffixOf(String filename) {
        int slash = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\'));
        var name = filename.substring(slash + 1);
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot).toLowerCase(Locale.ROOT);
    }

    /** @param suffix in lower case with its dot */
    public static Optional<FileType> ofSuffix(String suffix) {
        return Optional.ofNullable(BY_SUFFIX.get(suffix));
    }

    /** Returns the media type of a file, by its name; {@code application/octet-stream} if it is unknown. */
    public static String contentTypeOf(String filename) {
        return ofSuffix(suffixOf(filename)).map(FileType::contentType).orElse("application/octet-stream");
    }

    /** In lower case, with its dot. */
    public String suffix() {
        return suffix;
    }

    public FileFormat format() {
        return format;
    }

    /** The media type, for text with its charset. */
    public String contentType() {
        return contentType;
    }
}
