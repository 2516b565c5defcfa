package ai.pmoves.dox.ingest.internal.xml;

import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.LogTimestamps;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.xml.XmlMap.Field;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.LogParser;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads XML logs: the entries that a map names, else elements named {@code entry} and then those named
 * {@code log}, else every leaf with text. Each of these is a pass over the file.
 */
public final class XmlLogParser implements LogParser {
    private static final XmlMap ENTRY = XmlMap.usual(".//entry");
    private static final XmlMap LOG = XmlMap.usual(".//log");

    private final Optional<XmlMap> map;
    private final IdSource ids;

    public XmlLogParser(Optional<XmlMap> map, IdSource ids) {
        this.map = map;
        this.ids = ids;
        map.ifPresent(XmlFieldPlan::new); // a path that is no XPath is refused now, not with the first log
    }

    @Override
    public void parse(Path path, String storedName, Id<Document> documentId, Consumer<LogEntry> entries) {
        var run = new Run(path, storedName, documentId, entries);
        if (map.isPresent() && run.entries(map.get()) > 0) {
            return;
        }
        var names = new Names();
        long rows = run.entriesNoting(ENTRY, names);
        if (names.anyLog) {
            rows += run.entries(LOG);
        }
        if (rows == 0) {
            run.leaves();
        }
    }

    /** Notes in passing whether a second pass would find anything. */
    private static final class Names implements XmlWalk.Visitor {
        private boolean anyLog;

        @Override
        public void opened(XMLStreamReader xml, List<XmlElement> open) {
            anyLog |= open.size() > 1 && open.getLast().clarkName().equals("log");
        }

        @Override
        public void text(String text, List<XmlElement> open) {}

        @Override
        public void closing(List<XmlElement> open) {}
    }

    /** The reading of one file. */
    private final class Run {
        private final Path path;
        private final String storedName;
        private final Id<Document> documentId;
        private final Consumer<LogEntry> rows;

        Run(Path path, String storedName, Id<Document> documentId, Consumer<LogEntry> rows) {
            this.path = path;
            this.storedName = storedName;
            this.documentId = documentId;
            this.rows = rows;
        }

        long entries(XmlMap entryMap) {
            return entriesNoting(entryMap, new Names());
        }

        long entriesNoting(XmlMap entryMap, Names names) {
            long count = 0;
            var plan = new XmlFieldPlan(entryMap);
            for (var selector : entryMap.entries()) {
                var found = new XmlEntries(storedName, selector, plan, this::add);
                XmlWalk.walk(path, storedName, new Both(names, found));
                count += found.count();
            }
            return count;
        }

        void leaves() {
            XmlWalk.walk(path, storedName, new XmlLeaves((name, text) -> add(null, null, null, name, text)));
        }

        private void add(XmlEntry entry) {
            add(
                    entry.value(Field.TS),
                    entry.value(Field.LEVEL),
                    entry.value(Field.CODE),
                    entry.value(Field.COMPONENT),
                    entry.value(Field.MESSAGE));
        }

        private void add(
                @Nullable String ts,
                @Nullable String level,
                @Nullable String code,
                @Nullable String component,
                @Nullable String message) {
            rows.accept(new LogEntry(
                    ids.nextId(),
                    documentId,
                    clean(ts),
                    LogTimestamps.parse(ts).orElse(null),
                    level == null ? null : Text.toLabel(level),
                    clean(code),
                    clean(component),
                    clean(message),
                    null));
        }

        private static @Nullable String clean(@Nullable String text) {
            return text == null ? null : Text.clean(text);
        }
    }

    /** Two visitors on one pass. */
    private record Both(XmlWalk.Visitor first, XmlWalk.Visitor second) implements XmlWalk.Visitor {
        @Override
        public void opened(XMLStreamReader xml, List<XmlElement> open) {
            first.opened(xml, open);
            second.opened(xml, open);
        }

        @Override
        public void text(String text, List<XmlElement> open) {
            first.text(text, open);
            second.text(text, open);
        }

        @Override
        public void closing(List<XmlElement> open) {
            first.closing(open);
            second.closing(open);
        }
    }
}
