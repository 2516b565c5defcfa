package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.ingest.internal.xml.XmlMap.Field;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An entry whose fields are read while its element is open. */
final class XmlEntry {
    private final XmlFieldPlan plan;
    private final int depth;
    private final @Nullable String[] values;
    private final List<Capture> captures = new ArrayList<>();
    private boolean closed;

    /** Text that is being read for a field, up to the first element in it. */
    private record Capture(int slot, int depth, StringBuilder text) {}

    XmlEntry(XmlFieldPlan plan, int depth) {
        this.plan = plan;
        this.depth = depth;
        this.values = new String[plan.size()];
    }

    int depth() {
        return depth;
    }

    boolean isClosed() {
        return closed;
    }

    /** Takes note of an element at or below the entry, the innermost of those that are open. */
    void opened(List<XmlElement> open) {
        finish(open.size() - 1);
        for (int slot = 0; slot < plan.size(); slot++) {
            var path = plan.path(slot);
            if (values[slot] != null || path == null || !path.leadsTo(open, depth)) {
                continue;
            }
            if (path.attribute() == null) {
                values[slot] = ""; // only the first such element counts, even if it has no text
                captures.add(new Capture(slot, open.size(), new StringBuilder()));
            } else {
                values[slot] = open.getLast().attributes().getOrDefault(path.attribute(), "");
            }
        }
    }

    /** Takes note of text in the innermost element, which is at this depth. */
    void text(int openCount, String text) {
        for (var capture : captures) {
            if (capture.depth() == openCount) {
                capture.text().append(text);
            }
        }
    }

    /** Takes note of the end of an element, the innermost of so many. */
    void closing(int openCount) {
        finish(openCount);
        closed |= openCount == depth + 1;
    }

    /** Ends what is read at this depth: its element ends, or one begins in it. */
    private void finish(int elementDepth) {
        for (int i = captures.size() - 1; i >= 0; i--) {
            if (captures.get(i).depth() == elementDepth) {
                var capture = captures.remove(i);
                values[capture.slot()] = capture.text().toString();
            }
        }
    }

    void set(int slot, String value) {
        values[slot] = value;
    }

    /** The field's first value that is not blank, trimmed. */
    @Nullable
    String value(Field field) {
        for (int slot = plan.first(field); slot < plan.end(field); slot++) {
            var value = values[slot];
            if (value != null && !value.isBlank()) {
                return value.strip();
            }
        }
        return null;
    }
}
