package ai.pmoves.dox.ingest.internal.pdf;

import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.page.PageItem;
import ai.pmoves.dox.ingest.internal.page.PageReading;
import ai.pmoves.dox.ingest.internal.page.PageTable;
import ai.pmoves.dox.ingest.internal.pdf.PdfBlock.Grid;
import ai.pmoves.dox.ingest.internal.pdf.PdfBlock.Paragraph;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.jspecify.annotations.Nullable;

/** Reads the text layer of PDFs. Pictures are not read, and it says so where a page has nothing else. */
public final class PdfParser implements FileParser {
    private static final long MAIN_MEMORY_BYTES = 64L * 1024 * 1024;
    private static final int TAIL_BYTES = 2048;

    private final IngestConfig config;
    private final IdSource ids;

    public PdfParser(IngestConfig config, IdSource ids) {
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Set<String> filetypes() {
        return FileFormat.PDF.suffixes();
    }

    @Override
    public ParsedFile parse(SourceFile file) {
        if (config.fastPdf()) {
            return unread(file);
        }
        var name = file.storedName();
        try {
            if (Files.size(file.path()) == 0) {
                throw Failures.of(ErrorCode.FILE_EMPTY, name + " is empty");
            }
            try (var document = open(file.path())) {
                return read(file, document, hasEnd(file.path()));
            }
        } catch (DoxException e) {
            throw e;
        } catch (InvalidPasswordException e) {
            throw Failures.of(
                    ErrorCode.FILE_ENCRYPTED,
                    name + " is protected by a password; save it without one and try again",
                    e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Failures.unreadable(name, "it is no PDF, or was cut off or damaged: " + Failures.reason(e), e);
        }
    }

    /** Opens the file with the empty password, which is all that a file needs whose owner only limits printing. */
    private static PDDocument open(Path path) throws IOException {
        var memory = MemoryUsageSetting.setupMixed(MAIN_MEMORY_BYTES);
        return Loader.loadPDF(new RandomAccessReadBufferedFile(path.toFile()), "", null, null, memory.streamCache);
    }

    private static boolean hasEnd(Path path) throws IOException {
        try (var in = new RandomAccessFile(path.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - TAIL_BYTES));
            var tail = new byte[(int) Math.min(in.length(), TAIL_BYTES)];
            in.readFully(tail);
            return new String(tail, StandardCharsets.ISO_8859_1).contains("%%EOF");
        }
    }

    private ParsedFile read(SourceFile file, PDDocument document, boolean complete) throws IOException {
        int pageCount = document.getNumberOfPages();
        int maxPages = config.limits().maxPdfPages();
        if (pageCount > maxPages) {
            throw Failures.of(
                    ErrorCode.FILE_TOO_LARGE,
                    "%s has %d pages, more than the %d allowed".formatted(file.storedName(), pageCount, maxPages),
                    Remedy.RAISE_MAX_PDF_PAGES);
        }
        var pages = new PdfPages(config.limits().maxPdfPageBytes(), config.words());
        pages.read(document);
        if (!complete && pages.blocks().isEmpty()) {
            throw Failures.unreadable(
                    file.storedName(), "its end is missing and no text could be recovered; it was cut off or damaged");
        }
        if (pageCount == 0) {
            throw Failures.of(ErrorCode.FILE_EMPTY, file.storedName() + " has no pages");
        }
        return rows(file, pages, pageCount, complete);
    }

    private ParsedFile rows(SourceFile file, PdfPages pages, int pageCount, boolean complete) {
        return PageReading.of(
                file,
                items(pages.blocks()),
                pageCount,
                Map.of("pdf", extras(pages, pageCount, complete)),
                ids,
                config.financialAnalysis());
    }

    private static List<PageItem> items(List<PdfBlock> blocks) {
        var headings = PdfHeadings.of(blocks);
        var items = new ArrayList<PageItem>(blocks.size());
        for (var block : blocks) {
            items.add(
                    switch (block) {
                        case Paragraph paragraph -> headings.item(paragraph);
                        case Grid grid ->
                            new PageItem.Table(PageTable.of(grid.rows(), List.of(grid.page()), grid.box()));
                    });
        }
        return items;
    }

    private static Json extras(PdfPages pages, int pageCount, boolean complete) {
        var warnings = new ArrayList<String>();
        if (!complete) {
            warnings.add("the end of the file is missing: it was cut off or damaged, and pages may be lost");
        }
        warnings.addAll(pages.warnings());
        int silent = pages.pagesWithoutText();
        boolean noText = pages.blocks().isEmpty();
        if (noText || silent > 0) {
            warnings.add("no text layer on %d of %d pages; OCR is not available"
                    .formatted(noText ? pageCount : silent, pageCount));
        }
        var extras = new LinkedHashMap<String, @Nullable Object>();
        extras.put("parser", "built-in");
        extras.put("pages", pageCount);
        extras.put("status", noText ? "no-text" : "processed");
        extras.put("warnings", warnings);
        return Json.of(extras);
    }

    /** What there is when reading is switched off: a note in place of the text, which a search finds, too. */
    private ParsedFile unread(SourceFile file) {
        var note = "Extracted content unavailable for " + file.storedName() + ".";
        var sections = List.of(new Section(ids.nextId(), file.artifactId().as(), 0, note, 1, null));
        var content = new DocumentContent(sections, List.of(), Optional.empty(), List.of(), List.of());
        return new ParsedFile(
                List.of(), List.of(), Optional.of(content), Map.of(), PageReading.textFiles(file, note, sections));
    }
}
