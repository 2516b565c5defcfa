package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.docling.DoclingCalls.FailedException;
import ai.pmoves.dox.ingest.internal.docling.DoclingLimits;
import ai.pmoves.dox.ingest.internal.docling.DoclingParser;
import ai.pmoves.dox.ingest.internal.docling.DoclingServe;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has PDFs read by a docling-serve; where that fails the built-in parser does it, and the artifact says so. */
public final class PdfDoclingParser implements FileParser {
    private static final Logger LOG = LoggerFactory.getLogger(PdfDoclingParser.class);

    private final DoclingServe serve;
    private final PdfParser builtIn;
    private final IngestConfig config;
    private final IdSource ids;

    public PdfDoclingParser(DoclingServe serve, PdfParser builtIn, IngestConfig config, IdSource ids) {
        this.serve = serve;
        this.builtIn = builtIn;
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Set<String> filetypes() {
        return builtIn.filetypes();
    }

    @Override
    public ParsedFile parse(SourceFile file) {
        if (config.fastPdf() || file.path().toFile().length() == 0) {
            return builtIn.parse(file);
        }
        try {
            return served(file);
        } catch (FailedException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw interrupted(file, e);
            }
            var reason = new Reason("docling-serve " + Text.clean(Failures.reason(e)), e.remedy());
            LOG.warn(
                    "event=docling.fallback artifact={} reason=\"{}\"",
                    file.artifactId(),
                    config.words().of(reason));
            return withWarning(
                    builtIn.parse(file), config.words().of(reason.in("%s; the built-in parser read the file")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // which tells the caller that the file is not to blame
            throw interrupted(file, e);
        }
    }

    private static DoxException interrupted(SourceFile file, Exception e) {
        return Failures.unreadable(file.storedName(), "reading it was interrupted", e);
    }

    private ParsedFile served(SourceFile file) throws FailedException, InterruptedException {
        var limits = new DoclingLimits(file.storedName(), config.limits());
        var document = serve.convert(file, limits);
        try {
            return DoclingParser.rows(
                    file,
                    document,
                    limits,
                    "pdf",
                    Map.of("parser", "docling-serve", "version", document.version()),
                    config,
                    ids);
        } catch (DoxException e) {
            throw new FailedException(e.reason().in("answered with a document that is not taken: %s"), e);
        }
    }

    private static ParsedFile withWarning(ParsedFile parsed, String warning) {
        var pdf = new LinkedHashMap<String, @Nullable Object>(
                Json.of(parsed.extras().get("pdf")).asObject());
        var warnings = new ArrayList<@Nullable Object>();
        warnings.add(warning);
        warnings.addAll(Json.of(pdf.get("warnings")).asList());
        pdf.put("warnings", warnings);
        return new ParsedFile(
                parsed.facts(),
                parsed.evidence(),
                parsed.content(),
                Map.of("pdf", Json.of(pdf)),
                parsed.derivedFiles());
    }
}
