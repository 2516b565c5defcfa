package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.rows.CopySource.Remark;
import java.util.ArrayList;
import java.util.List;

/** Collects the data issues of a row, column by column; reused for each row. Not thread-safe. */
final class IssueLog {
    private static final int SHOWN_CHARS = 80;

    private final List<Remark> remarks = new ArrayList<>();
    private String column = "";
    private long position;

    void beginRow(long newPosition) {
        remarks.clear();
        position = newPosition;
    }

    void beginColumn(String name) {
        column = name;
    }

    /** The place of the row in its table. */
    long position() {
        return position;
    }

    /** Adds a data issue of the current column, once per column. */
    void add(DataIssue issue, String detail) {
        var kind = issue.text();
        for (var remark : remarks) {
            if (remark.kind().equals(kind) && remark.column().equals(column)) {
                return;
            }
        }
        remarks.add(new Remark(kind, column, detail, issue.isLossy()));
    }

    boolean isEmpty() {
        return remarks.isEmpty();
    }

    int size() {
        return remarks.size();
    }

    /** Truncates the log to this size. */
    void backTo(int size) {
        remarks.subList(size, remarks.size()).clear();
    }

    List<Remark> remarks() {
        return List.copyOf(remarks);
    }

    /** The beginning of a text, for details. */
    static String quote(String text) {
        var shown = Text.truncate(Text.clean(text), SHOWN_CHARS);
        return shown.length() == text.length() ? "'" + shown + "'" : "'" + shown + "'...";
    }
}
