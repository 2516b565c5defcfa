package ai.pmoves.dox.ingest;

import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.api.ApiFileParser;
import ai.pmoves.dox.ingest.internal.docling.DoclingParser;
import ai.pmoves.dox.ingest.internal.docling.DoclingServe;
import ai.pmoves.dox.ingest.internal.media.ImageParser;
import ai.pmoves.dox.ingest.internal.media.MediaParser;
import ai.pmoves.dox.ingest.internal.pdf.PdfDoclingParser;
import ai.pmoves.dox.ingest.internal.pdf.PdfParser;
import ai.pmoves.dox.ingest.internal.tabular.CsvParser;
import ai.pmoves.dox.ingest.internal.tabular.WorkbookParser;
import ai.pmoves.dox.ingest.internal.web.WebGuard;
import ai.pmoves.dox.ingest.internal.web.WebPageReader;
import ai.pmoves.dox.ingest.internal.xml.XmlLogParser;
import ai.pmoves.dox.ingest.internal.xml.XmlMapConfig;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.ApiParser;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.LogParser;
import ai.pmoves.dox.ports.ingest.WebPages;
import java.net.InetAddress;
import java.util.List;

/** All parsers of this module. Safe for use by many threads; there is nothing to close. */
public final class Parsers {
    private final List<FileParser> fileParsers;
    private final LogParser logParser;
    private final ApiParser apiParser;
    private final WebPages webPages;

    private Parsers(List<FileParser> fileParsers, LogParser logParser, ApiParser apiParser, WebPages webPages) {
        this.fileParsers = List.copyOf(fileParsers);
        this.logParser = logParser;
        this.apiParser = apiParser;
        this.webPages = webPages;
    }

    /**
     * Makes the parsers.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code config.invalid} if the XML map cannot be used
     */
    public static Parsers create(IngestConfig config, IdSource ids) {
        return new Parsers(
                List.of(
                        new CsvParser(config, ids),
                        new WorkbookParser(config, ids),
                        pdfParser(config, ids),
                        new DoclingParser(config, ids),
                        new MediaParser(config, ids),
                        new ImageParser(config, ids)),
                new XmlLogParser(XmlMapConfig.of(config.xpathMapFile(), config.xpathMap()), ids),
                new ApiFileParser(ids),
                new WebPageReader(config, ids, new WebGuard(WebGuard.Policy.PUBLIC, InetAddress::getAllByName)));
    }

    private static FileParser pdfParser(IngestConfig config, IdSource ids) {
        var builtIn = new PdfParser(config, ids);
        return config.doclingServe() == null
                ? builtIn
                : new PdfDoclingParser(new DoclingServe(config.doclingServe()), builtIn, config, ids);
    }

    /** One for each group of file types; no two claim the same type. */
    public List<FileParser> fileParsers() {
        return fileParsers;
    }

    public LogParser logParser() {
        return logParser;
    }

    public ApiParser apiParser() {
        return apiParser;
    }

    public WebPages webPages() {
        return webPages;
    }
}
