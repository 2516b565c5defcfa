package ai.pmoves.dox.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes DoclingDocuments for tests, as odd as they are told to be. */
public final class DoclingPen {
    private String version = "\"1.5.0\"";
    private final List<String> texts = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final List<String> more = new ArrayList<>();
    private final List<String> body = new ArrayList<>();
    private String pages = "{\"1\":{\"size\":{\"width\":612.0,\"height\":792.0},\"page_no\":1}}";

    public DoclingPen version(String json) {
        version = json;
        return this;
    }

    public DoclingPen pages(String json) {
        pages = json;
        return this;
    }

    /** Adds a text with its place in reading order; {@code members} are JSON and begin with a comma. */
    public DoclingPen text(String label, String text, String members) {
        body.add("#/texts/" + texts.size());
        texts.add("{\"self_ref\":\"#/texts/%d\",\"label\":\"%s\",\"orig\":\"%s\",\"text\":\"%s\"%s}"
                .formatted(texts.size(), label, text, text, members));
        return this;
    }

    public DoclingPen text(String label, String text) {
        return text(label, text, "");
    }

    /** Adds a table of so many rows and columns. */
    public DoclingPen table(long rows, long columns, String... cells) {
        body.add("#/tables/" + tables.size());
        tables.add(
                "{\"self_ref\":\"#/tables/%d\",\"label\":\"table\",\"data\":{\"table_cells\":[%s],\"num_rows\":%d,\"num_cols\":%d}}"
                        .formatted(tables.size(), String.join(",", cells), rows, columns));
        return this;
    }

    /** A cell of one row and column. */
    public static String cell(int row, int column, String text) {
        return cell(row, row + 1, column, column + 1, text, "");
    }

    public static String cell(int row, long endRow, int column, long endColumn, String text, String members) {
        return "{\"start_row_offset_idx\":%d,\"end_row_offset_idx\":%d,\"start_col_offset_idx\":%d,\"end_col_offset_idx\":%d,\"text\":\"%s\"%s}"
                .formatted(row, endRow, column, endColumn, text, members);
    }

    /** Adds a member of the document, {@code "name":value}. */
    public DoclingPen member(String json) {
        more.add(json);
        return this;
    }

    /** Adds to what the body leads to. */
    public DoclingPen body(String... refs) {
        body.addAll(List.of(refs));
        return this;
    }

    /** References to texts. */
    static String children(int... texts) {
        return ",\"children\":"
                + IntStream.of(texts)
                        .mapToObj(text -> "{\"$ref\":\"#/texts/%d\"}".formatted(text))
                        .collect(Collectors.joining(",", "[", "]"));
    }

    public String json() {
        var refs = body.stream().map("{\"$ref\":\"%s\"}"::formatted).collect(Collectors.joining(","));
        return "{\"schema_name\":\"DoclingDocument\",\"version\":%s,\"name\":\"t\",\"body\":{\"self_ref\":\"#/body\",\"children\":[%s]},\"texts\":[%s],\"tables\":[%s],%s\"pages\":%s}"
                .formatted(
                        version,
                        refs,
                        String.join(",", texts),
                        String.join(",", tables),
                        more.stream().map(member -> member + ",").collect(Collectors.joining()),
                        pages);
    }
}
