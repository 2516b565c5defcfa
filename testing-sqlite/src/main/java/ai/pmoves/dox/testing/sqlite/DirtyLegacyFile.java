package ai.pmoves.dox.testing.sqlite;

import ai.pmoves.dox.testing.sqlite.LegacyFile.RawText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file that holds everything odd that a legacy file in the wild may hold, beside clean rows. */
public final class DirtyLegacyFile {
    /** A document, and an artifact of the same id that has nothing to do with it. */
    public static final String DOCUMENT = "doc";

    public static final String LONG_ID = "long-".repeat(1_000);
    public static final String MESSAGE_OF_5_MB = "0123456789abcdef".repeat(5 * 65_536);

    private static final byte[] NOT_UTF8 = {'b', 'a', 'd', ' ', (byte) 0xFF, (byte) 0xC3};
    private static final byte[] LONE_SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};
    private static final String NESTED_2000 = "[".repeat(2_000) + "]".repeat(2_000);

    private final LegacyFile file;
    private final List<Quirk> quirks = new ArrayList<>();

    private DirtyLegacyFile(LegacyFile file) {
        this.file = file;
    }

    /** Makes the file, and tells of its odd rows. */
    public static List<Quirk> create(Path path) throws SQLException {
        try (var file = LegacyFile.create(path, LegacyVersion.CURRENT)) {
            file.addCleanRows();
            file.addLogs(20);
            var dirty = new DirtyLegacyFile(file);
            file.connection().setAutoCommit(false);
            dirty.addIds();
            dirty.addParents();
            dirty.addTexts();
            dirty.addNumbers();
            dirty.addTimes();
            dirty.addJson();
            dirty.addHarmless();
            file.connection().commit();
            return List.copyOf(dirty.quirks);
        }
    }

    /** @param kinds the kinds of repair with blanks between, or nothing */
    private void quirk(String name, String kinds, String table, @Nullable Object... namesAndValues)
            throws SQLException {
        var values = new LinkedHashMap<String, @Nullable Object>(defaults(table));
        if (!table.equals("document_structure")) {
            values.put("id", name);
        }
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        var all = new ArrayList<@Nullable Object>();
        values.forEach((column, value) -> all.addAll(Arrays.asList(column, value)));
        long rowid = file.insert(table, all.toArray());
        quirks.add(new Quirk(name, table, rowid, kinds.isEmpty() ? Set.of() : Set.of(kinds.split(" "))));
    }

    /** What a row has to have. */
    private static Map<String, Object> defaults(String table) {
        return switch (table) {
            case "artifact" -> Map.of("filename", "f", "filepath", "p", "filetype", ".pdf");
            case "document" -> Map.of("path", "p", "type", "xml");
            case "section" -> Map.of("document_id", DOCUMENT, "order", 0, "text", "t");
            case "doctable" -> Map.of("document_id", DOCUMENT, "order", 0, "table_content_json", "{}");
            case "document_structure" -> Map.of("hierarchy_json", "{}");
            case "document_entities" -> Map.of("document_id", DOCUMENT, "label", "ORG", "text", "t");
            case "document_metric_hits" -> Map.of("document_id", DOCUMENT, "type", "revenue");
            case "apiendpoint" -> Map.of("document_id", DOCUMENT, "method", "GET", "path", "/");
            case "logentry" -> Map.of("document_id", DOCUMENT);
            case "tagrow" -> Map.of("document_id", DOCUMENT, "tag", "t");
            case "tagprompt" -> Map.of("document_id", DOCUMENT, "prompt_text", "p");
            case "evidence" -> Map.of("artifact_id", DOCUMENT);
            case "fact" -> Map.of("artifact_id", DOCUMENT, "metrics_json", "{}");
            case "summaries" ->
                Map.of(
                        "scope", "workspace",
                        "scope_key", "workspace",
                        "style", "bullet",
                        "summary_text", "s",
                        "artifact_ids_json", "[]",
                        "evidence_ids_json", "[]",
                        "created_at", "2025-01-01T00:00:00Z");
            default -> throw new IllegalArgumentException(table);
        };
    }

    private void addIds() throws SQLException {
        quirk("an id that a document has, too", "", "artifact", "id", DOCUMENT);
        quirk("an id that an artifact has, too", "", "document", "id", DOCUMENT);
        quirk("an id that a log has, too", "", "tagrow", "id", "l1");
        quirk("an id that is no UUID", "", "document", "id", "../42 & 'x' \"y\"; drop table documents/ ");
        quirk("an id that differs by a trailing blank", "", "document", "id", DOCUMENT + " ");
        quirk("an id that differs by case", "", "document", "id", "DOC");
        quirk("an id of blanks", "", "document", "id", "   ");
        quirk("an empty id", "id.empty", "document", "id", "");
        quirk("an empty id of an artifact", "id.empty", "artifact", "id", "");
        quirk("an id of 5,000 characters", "id.too-long", "document", "id", LONG_ID);
        quirk("a log with an id of 5,000 characters", "id.too-long", "logentry", "id", LONG_ID);
        quirk("an id that is a BLOB", "id.blob", "document", "id", new byte[] {'d', 'o', 'c'});
        quirk("an id that is an empty BLOB", "id.blob", "document", "id", new byte[0]);
        quirk("an id that is no UTF-8", "id.blob", "document", "id", new RawText(NOT_UTF8));
        quirk("an id with U+0000", "id.unstorable", "document", "id", "doc\0");
        quirk("an id that looks like a replaced one", "", "document", "id", "legacy:mine");
    }

    private void addParents() throws SQLException {
        quirk("an orphan of a document", "", "logentry", "document_id", "gone");
        quirk("an orphan of an artifact", "", "evidence", "artifact_id", "gone");
        quirk("a fact without an artifact", "", "fact", "artifact_id", "gone");
        quirk("a structure without a document", "", "document_structure", "document_id", "gone, too");
        quirk("a prompt without a document", "", "tagprompt", "document_id", "not yet");
        quirk("an empty parent", "parent.empty", "fact", "artifact_id", "");
        quirk("an empty parent of evidence", "parent.empty", "evidence", "artifact_id", "");
        quirk("an empty document", "parent.empty", "logentry", "document_id", "");
        quirk("a structure of an empty document", "id.empty", "document_structure", "document_id", "");
        quirk("a blank parent", "", "logentry", "document_id", "  ");
        quirk("a parent in another case", "", "logentry", "document_id", "Doc");
        quirk("a parent of 5,000 characters", "id.too-long", "logentry", "document_id", LONG_ID);
        quirk("a parent that is a BLOB", "id.blob", "section", "document_id", new byte[] {'d', 'o', 'c'});
        quirk("a parent with U+0000", "id.unstorable", "tagrow", "document_id", "doc\0");
        quirk("dangling evidence", "", "fact", "evidence_id", "gone");
        quirk("empty evidence", "reference.empty", "fact", "evidence_id", "");
        quirk("evidence of 5,000 characters", "id.too-long", "fact", "evidence_id", LONG_ID);
        quirk(
                "a summary of odd ids",
                "id.too-long",
                "summaries",
                "artifact_ids_json",
                "[\"" + LONG_ID + "\", \"gone\"]");
        quirk("a PDF without its artifact", "", "document", "type", "pdf");
    }

    private void addTexts() throws SQLException {
        quirk("a log of NULLs", "", "logentry");
        quirk(
                "a log of empty text",
                "json.empty",
                "logentry",
                "ts",
                "",
                "level",
                "",
                "code",
                "",
                "component",
                "",
                "message",
                "",
                "attrs_json",
                "");
        quirk("a message of 5 MB", "", "logentry", "message", MESSAGE_OF_5_MB);
        quirk("U+0000 in text", "text.unstorable", "logentry", "message", "a\0b");
        quirk("text that is no UTF-8", "text.not-utf8", "logentry", "message", new RawText(NOT_UTF8));
        quirk("a surrogate in UTF-8", "text.not-utf8", "logentry", "component", new RawText(LONE_SURROGATE));
        quirk("a replacement character", "", "logentry", "message", "was odd before: \uFFFD");
        quirk("characters beyond 16 bits", "", "logentry", "message", "\uD83D\uDE80 \u200F\u0007");
        quirk("a BLOB of text", "text.blob", "logentry", "message", "grüße".getBytes(StandardCharsets.UTF_8));
        quirk("a BLOB that is no text", "text.not-utf8", "section", "text", NOT_UTF8);
        quirk("an empty BLOB", "text.blob", "artifact", "source_url", new byte[0]);
        quirk("numbers in text columns", "", "logentry", "code", 42, "message", 1.5);
        quirk("a level of 2,000 characters", "label.too-long", "logentry", "level", "ERROR ".repeat(334));
        quirk("a method of 2,000 characters", "label.too-long", "apiendpoint", "method", "ß".repeat(2_000));
        quirk("a week of 2,000 characters", "label.too-long", "fact", "report_week", "w".repeat(2_000));
        quirk("a level of 1,000 bytes", "", "logentry", "level", "L".repeat(1_000));
        quirk("an empty type", "label.blank", "document", "type", "");
        quirk("a blank type", "label.blank", "document", "type", " \t");
        quirk("a type of its own", "", "document", "type", "word perfect");
        quirk("a name with slashes", "", "artifact", "filename", "../../etc/passwd");
        quirk(
                "a name that is a data URL",
                "",
                "artifact",
                "filename",
                "data:text/plain;base64," + "QUJD".repeat(9_000));
        quirk(
                "an artifact of empty text",
                "json.empty",
                "artifact",
                "filename",
                "",
                "filepath",
                "",
                "filetype",
                "",
                "report_week",
                "",
                "status",
                "",
                "source_url",
                "",
                "extra_json",
                "");
        quirk("a status of its own", "", "artifact", "status", "processing forever");
    }

    private void addNumbers() throws SQLException {
        quirk("text where there is a number", "number.invalid", "section", "order", "first", "page", "vi");
        quirk("a number in digits of another script", "number.text", "section", "page", "\u0663");
        quirk("a fraction where there is a whole number", "number.invalid", "section", "page", 3.7);
        quirk("a whole number with a point", "", "section", "page", 3.0);
        quirk("a number of 40 bits", "number.invalid", "document_entities", "start_char", 1L << 40);
        quirk("a BLOB where there is a number", "number.invalid", "document_metric_hits", "position", new byte[] {1});
        quirk("empty text where there is a number", "number.invalid", "document_metric_hits", "page", "");
        quirk("a negative number", "", "section", "order", -5);
        quirk("an infinite score", "number.invalid", "tagrow", "score", Double.POSITIVE_INFINITY);
        quirk("text where there is a score", "number.invalid", "tagrow", "score", "high");
        quirk("a score as large as can be", "", "tagrow", "score", Double.MAX_VALUE);
        quirk("steps in the pointer only", "", "tagrow", "source_ptr", "hrm-refined:steps4");
        quirk("a tag twice", "", "tagrow", "tag", "Billing");
        quirk("a tag twice in another case", "", "tagrow", "tag", "BILLING");
        quirk("a blank tag", "", "tagrow", "tag", "");
    }

    private void addTimes() throws SQLException {
        quirk("a time of words", "", "logentry", "ts", "t1");
        quirk("a time with a blank", "", "logentry", "ts", "2025-01-02 03:04:05");
        quirk("a time of no calendar", "", "logentry", "ts", "2025-13-45T99:99:99");
        quirk("a time beyond measure", "", "logentry", "ts", "9999-12-31T23:59:59-18:00");
        quirk(
                "a time in a BLOB",
                "text.blob",
                "logentry",
                "ts",
                "2025-01-02T03:04:05Z".getBytes(StandardCharsets.UTF_8));
        quirk("a document from yesterday", "time.invalid", "document", "created_at", "yesterday");
        quirk("a document without a time", "", "document", "created_at", "");
        quirk("a prompt from a number", "time.invalid", "tagprompt", "created_at", 1_700_000_000);
        quirk("a prompt in another zone", "", "tagprompt", "created_at", "2025-01-02T03:04:05.123456+02:00");
        quirk("a summary from soon", "time.invalid", "summaries", "created_at", "soon");
        quirk("a summary without a time", "time.missing", "summaries", "created_at", "");
        quirk("a second summary of the same second", "", "summaries", "style", "bullet");
    }

    private void addJson() throws SQLException {
        json("truncated", "json.invalid", "{\"a\": [1, 2");
        json("a bare word", "json.invalid", "None");
        json("two values", "json.invalid", "{} {}");
        json("blank", "json.invalid", "  ");
        json("NaN", "json.not-a-number", "[{\"spend\": NaN, \"clicks\": 1}]");
        json("Infinity", "json.infinite", "{\"roas\": Infinity, \"cpa\": -Infinity}");
        json("encoded twice", "json.double-encoded", "\"{\\\"a\\\": [1]}\"");
        json("encoded three times", "json.double-encoded", "\"\\\"[1]\\\"\"");
        json("null", "", "null");
        json("a string", "", "\"https://h/x?y=1\"");
        json("a string that begins like a list", "", "\"[draft] report\"");
        json("a number", "", "42");
        json("an escaped U+0000", "json.unstorable", "{\"a\\u0000\": \"b\\u0000\"}");
        json("a lone surrogate", "json.unstorable", "[\"\\ud800\"]");
        json("a name twice", "json.duplicate-names", "{\"a\": 1, \"a\": 2}");
        json("a big whole number", "", "[123456789012345678901234567890, -9223372036854775808]");
        json("a big float", "", "[1e400, 0.1000000000000000055511151231257827, 1e16]");
        json("a number of 2,000 digits", "json.long-number", "[" + "7".repeat(2_000) + "]");
        json("a number of 20,000 digits", "json.invalid", "[" + "7".repeat(20_000) + "]");
        json("an exponent beyond measure", "json.invalid", "[1e99999999999]");
        json("2,000 levels", "json.too-deep", NESTED_2000);
        json("500 levels", "", "[".repeat(500) + "]".repeat(500));
        json("a byte order mark", "json.byte-order-mark", "\uFEFF{\"a\": 1}");
        json("control characters", "json.control-characters", "{\"a\": \"b\nc\u0001\"}");
        json("a BLOB", "text.blob", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8));
        json("no UTF-8", "text.not-utf8 json.invalid", new RawText(NOT_UTF8));
        json("U+0000", "json.invalid json.unstorable", "{\"a\": \0}");
        json(
                "everything at once",
                "json.byte-order-mark json.not-a-number json.duplicate-names json.control-characters",
                "\uFEFF{\"a\": NaN, \"b\": \"\t\", \"b\": 1}");
        quirk(
                "a structure that is empty",
                "json.empty json.missing",
                "document_structure",
                "document_id",
                "   ",
                "hierarchy_json",
                "");
        quirk(
                "a structure that is NULL",
                "json.missing",
                "document_structure",
                "document_id",
                DOCUMENT,
                "hierarchy_json",
                null);
        quirk("metrics that are empty", "json.empty json.missing", "fact", "metrics_json", "");
        quirk("ids that are no list", "", "summaries", "artifact_ids_json", "\"a\"", "evidence_ids_json", "{}");
        quirk("ids that are NULL", "json.missing", "summaries", "artifact_ids_json", null);
        quirk("a tag list that is a string", "", "apiendpoint", "tags_json", "\"x\"");
    }

    /** The same odd JSON in each of the columns that may be absent and in one that may not. */
    private void json(String name, String kinds, Object json) throws SQLException {
        quirk("metrics: " + name, kinds, "fact", "metrics_json", json);
        quirk("evidence: " + name, kinds, "evidence", "coordinates_json", json, "full_data_json", json);
        quirk("extras: " + name, kinds, "artifact", "extra_json", json);
        quirk("log: " + name, kinds, "logentry", "attrs_json", json);
        quirk("api: " + name, kinds, "apiendpoint", "tags_json", json, "params_json", json, "responses_json", json);
        quirk("section: " + name, kinds, "section", "bbox_json", json);
        quirk("table: " + name, kinds, "doctable", "table_content_json", json);
        quirk("prompt: " + name, kinds, "tagprompt", "examples_json", json);
    }

    private void addHarmless() throws SQLException {
        file.execute("alter table logentry add column team varchar");
        file.execute("create table notes (id integer primary key, note varchar)");
        file.insert("notes", "note", "of the operator");
        file.insert("logentry", "id", "with a team", "document_id", DOCUMENT, "team", "blue");
    }
}
