package ai.pmoves.dox.ingest;

import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import java.util.List;

/** All parsers of this module. Safe for use by many threads; there is nothing to close. */
public final class Parsers {
    private final List<FileParser> fileParsers;

    private Parsers(List<FileParser> fileParsers) {
        this.fileParsers = List.copyOf(fileParsers);
    }

    /** Makes the parsers. */
    public static Parsers create(IngestConfig config, IdSource ids) {
        return new Parsers(List.of(new CsvParser(config, ids), new WorkbookParser(config, ids)));
    }

    /** One for each group of file types; no two claim the same type. */
    public List<FileParser> fileParsers() {
        return fileParsers;
    }
}
