package ai.pmoves.dox.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of evidence holds, in the form of its content type.
 *
 * <p>Each kind is a typed view of the JSON that stores keep: factories write its members, accessors read them. JSON that
 * was read comes back whole and in its order, whichever program wrote it: unknown members stay, and a member that is
 * absent is {@link Json#NULL} or empty. Immutable.
 */
public sealed interface EvidenceData {
    /** In the case in which it was stored; null only for {@link Other}. */
    @Nullable
    String contentType();

    /** As stored; null if there is none. */
    @Nullable
    Json json();

    /**
     * Reads what is stored.
     *
     * @param contentType in any case; an unknown one gives {@link Other}
     */
    static EvidenceData of(@Nullable String contentType, @Nullable Json json) {
        if (contentType == null) {
            return new Other(null, json);
        }
        return switch (contentType.toLowerCase(Locale.ROOT)) {
            case SectionText.TYPE -> new SectionText(contentType, json);
            case Table.TYPE, Table.FINANCIAL -> new Table(contentType, json);
            case Chart.TYPE -> new Chart(contentType, json);
            case Formula.TYPE -> new Formula(contentType, json);
            case Sheet.CSV, Sheet.WORKBOOK -> new Sheet(contentType, json);
            case Transcript.TYPE, Transcript.AUDIO, Transcript.VIDEO -> new Transcript(contentType, json);
            case MediaMetadata.TYPE -> new MediaMetadata(contentType, json);
            case ImageText.TYPE -> new ImageText(contentType, json);
            case WebPage.TYPE -> new WebPage(contentType, json);
            default -> new Other(contentType, json);
        };
    }

    /** The members of the stored object in their order, or none if it is no object. */
    default Map<String, @Nullable Object> members() {
        var json = json();
        return json == null ? Map.of() : json.asObject();
    }

    /** The text that was found, empty if there is none or it is none of this kind's members. */
    default Optional<String> text() {
        return members().get("text") instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static Json member(EvidenceData data, String name) {
        return Json.of(data.members().get(name));
    }

    private static void require(Set<String> types, @Nullable String contentType) {
        if (contentType == null || !types.contains(contentType.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "the content type is %s; it has to be of %s".formatted(contentType, types));
        }
    }

    /** A section of a document. */
    record SectionText(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "text";

        public SectionText {
            require(Set.of(TYPE), contentType);
        }

        /** @param metrics the figures that the text names */
        public static SectionText of(String text, Map<String, ?> metrics) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            members.put("text", text);
            members.put("metrics", metrics);
            return new SectionText(TYPE, Json.of(members));
        }
    }

    /** A table of a document with pages. */
    record Table(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "table";
        private static final String FINANCIAL = "financial_table";

        /** The content types of tables, in lower case. */
        public static final Set<String> CONTENT_TYPES = Set.of(TYPE, FINANCIAL);

        public Table {
            require(CONTENT_TYPES, contentType);
        }

        /**
         * A financial statement that a table was recognized as.
         *
         * @param type such as {@code cash_flow}; not empty
         * @param confidence how sure that is, 0 to 1
         * @param summary its figures by their names
         */
        public record Statement(String type, Json confidence, Json summary) {}

        /**
         * @param rows objects with the columns' names
         * @param pages from 1; several if the table goes on over them
         * @param headerRows how many rows of the table its columns' names are from
         */
        public static Table of(
                List<String> columns,
                List<? extends Map<String, ?>> rows,
                List<Integer> pages,
                int headerRows,
                Optional<Statement> statement) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            members.put("columns", columns);
            members.put("rows", rows);
            members.put("pages", pages);
            members.put("merged", pages.size() > 1);
            members.put("header_detected", headerRows > 0);
            members.put("header_info", Map.of("header_rows", headerRows));
            members.put("statement", statement.map(Table::object).orElse(null));
            return new Table(statement.isPresent() ? FINANCIAL : TYPE, Json.of(members));
        }

        private static Map<String, Json> object(Statement statement) {
            var members = new LinkedHashMap<String, Json>();
            members.put("type", Json.of(statement.type()));
            members.put("confidence", statement.confidence());
            members.put("summary", statement.summary());
            return members;
        }

        /** Whether its content type says that it is a financial statement. */
        public boolean isFinancial() {
            return contentType.equalsIgnoreCase(FINANCIAL);
        }

        public Json columns() {
            return member(this, "columns");
        }

        public Json rows() {
            return member(this, "rows");
        }

        public Json pages() {
            return member(this, "pages");
        }

        public Json merged() {
            return member(this, "merged");
        }

        public Json headerDetected() {
            return member(this, "header_detected");
        }

        public Json headerInfo() {
            return member(this, "header_info");
        }

        /** Empty if it was recognized as none; the type may be {@code unknown} in rows of the Python backend. */
        public Optional<Statement> statement() {
            var statement = member(this, "statement").asObject();
            return statement.get("type") instanceof String type && !type.isEmpty()
                    ? Optional.of(new Statement(
                            type, Json.of(statement.get("confidence")), Json.of(statement.get("summary"))))
                    : Optional.empty();
        }
    }

    /** A chart or another picture of a document. */
    record Chart(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "chart";

        public Chart {
            require(Set.of(TYPE), contentType);
        }

        /**
         * @param imagePath the derived file with its pixels, null if there is none
         * @param caption empty if it has none
         * @param type what it shows in one word, such as {@code bar_chart}
         * @param extractedText what can be read in it, empty if nothing
         * @param described whether a model described it
         * @param imageUri where its pixels are if they are in no file of the library, null if unknown
         */
        public static Chart of(
                String id,
                @Nullable Integer page,
                @Nullable Json bbox,
                @Nullable String imagePath,
                String caption,
                String type,
                String extractedText,
                boolean described,
                @Nullable String imageUri) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            members.put("id", id);
            members.put("page", page);
            members.put("bbox", bbox);
            members.put("image_path", imagePath);
            members.put("caption", caption);
            members.put("type", type);
            members.put("extracted_text", extractedText);
            members.put("vlm_enabled", described);
            if (imageUri != null) {
                members.put("image_uri", imageUri);
            }
            return new Chart(TYPE, Json.of(members));
        }

        /** The chart's own id, empty if it has none. */
        public Optional<String> id() {
            return members().get("id") instanceof String id && !id.isEmpty() ? Optional.of(id) : Optional.empty();
        }

        public Json page() {
            return member(this, "page");
        }

        public Json bbox() {
            return member(this, "bbox");
        }

        public Json imagePath() {
            return member(this, "image_path");
        }

        public Json caption() {
            return member(this, "caption");
        }

        public Json type() {
            return member(this, "type");
        }

        public Json extractedText() {
            return member(this, "extracted_text");
        }

        public Json described() {
            return member(this, "vlm_enabled");
        }
    }

    /** A formula of a document. */
    record Formula(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "formula";

        public Formula {
            require(Set.of(TYPE), contentType);
        }

        /**
         * @param content as it stands in the document
         * @param latex the same in LaTeX, null if the document has none
         * @param kind {@code block} or {@code inline}
         */
        public static Formula of(
                @Nullable Integer page, String content, @Nullable String latex, @Nullable Json bbox, String kind) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            members.put("page", page);
            members.put("content", content);
            members.put("latex", latex);
            members.put("bbox", bbox);
            members.put("kind", kind);
            return new Formula(TYPE, Json.of(members));
        }
    }

    /** The rows of a CSV file, or of one sheet of a workbook. */
    record Sheet(String contentType, @Nullable Json json) implements EvidenceData {
        private static final String CSV = "csv";
        private static final String WORKBOOK = "xlsx";

        public Sheet {
            require(Set.of(CSV, WORKBOOK), contentType);
        }

        /** @param rows a list of objects with the columns' names */
        public static Sheet ofCsv(Json rows) {
            return new Sheet(CSV, rows);
        }

        /** @param rows a list of objects with the columns' names */
        public static Sheet ofWorkbook(Json rows) {
            return new Sheet(WORKBOOK, rows);
        }
    }

    /** What is said in a recording. */
    record Transcript(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "media_transcript";
        private static final String AUDIO = "audio_transcript";
        private static final String VIDEO = "video_transcript";

        /** The content types of transcripts, in lower case. */
        public static final Set<String> CONTENT_TYPES = Set.of(TYPE, AUDIO, VIDEO);

        public Transcript {
            require(CONTENT_TYPES, contentType);
        }

        /**
         * @param segments the transcriber's pieces with their times
         * @param engine the transcriber, null if none ran
         * @param status {@code processed}, {@code unavailable} or {@code error}
         * @param files the derived files by their roles
         * @param preview the beginning of the text
         */
        public static Transcript of(
                String text,
                Json segments,
                @Nullable String engine,
                Json metadata,
                String status,
                List<String> warnings,
                Map<String, String> files,
                String preview) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            members.put("text", text);
            members.put("segments", segments);
            members.put("engine", engine);
            members.put("metadata", metadata);
            members.put("status", status);
            members.put("warnings", warnings);
            members.put("artifacts", files);
            members.put("preview", preview);
            return new Transcript(TYPE, Json.of(members));
        }
    }

    /** What a recording is: its length, its format and the like. */
    record MediaMetadata(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "media_metadata";

        public MediaMetadata {
            require(Set.of(TYPE), contentType);
        }

        public static MediaMetadata of(Json metadata) {
            return new MediaMetadata(TYPE, metadata);
        }
    }

    /** The text in a picture. */
    record ImageText(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "image_ocr";

        public ImageText {
            require(Set.of(TYPE), contentType);
        }

        /**
         * @param warnings why there is no text, none if there is one
         * @param files the derived files by their roles
         * @param preview the beginning of the text
         */
        public static ImageText of(
                String text, Json metadata, List<String> warnings, Map<String, String> files, String preview) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            members.put("text", text);
            members.put("metadata", metadata);
            members.put("warnings", warnings);
            members.put("artifacts", files);
            members.put("preview", preview);
            return new ImageText(TYPE, Json.of(members));
        }
    }

    /** The text of a web page. */
    record WebPage(String contentType, @Nullable Json json) implements EvidenceData {
        public static final String TYPE = "web_page";

        public WebPage {
            require(Set.of(TYPE), contentType);
        }

        /**
         * @param warnings why there is less than the page has, none if there is not
         * @param files the derived files by their roles
         */
        public static WebPage of(
                String url, String text, Json metadata, List<String> warnings, Map<String, String> files) {
            var members = new LinkedHashMap<String, @Nullable Object>();
            members.put("url", url);
            members.put("text", text);
            members.put("metadata", metadata);
            members.put("warnings", warnings);
            members.put("artifacts", files);
            return new WebPage(TYPE, Json.of(members));
        }
    }

    /** Anything else that a store has, such as rows of other programs. */
    record Other(@Nullable String contentType, @Nullable Json json) implements EvidenceData {}
}
