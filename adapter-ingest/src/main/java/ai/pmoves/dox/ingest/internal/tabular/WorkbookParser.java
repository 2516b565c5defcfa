package ai.pmoves.dox.ingest.internal.tabular;

import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.EvidenceData;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.extract.TableMetrics;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.ZipGuard;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads Excel workbooks: one piece of evidence for each sheet, and a fact where a sheet has figures. */
public final class WorkbookParser implements FileParser {
    private static final int PREVIEW_ROWS = 10;

    static {
        // its defaults refuse sheets that merely repeat themselves, and more than 1,000 files; ZipGuard has counted
        // bytes and files by then
        ZipSecureFile.setMinInflateRatio(0.0005);
        ZipSecureFile.setMaxFileCount(Integer.MAX_VALUE);
    }

    private final IngestConfig config;
    private final IdSource ids;

    public WorkbookParser(IngestConfig config, IdSource ids) {
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Set<String> filetypes() {
        return FileFormat.WORKBOOK.suffixes();
    }

    @Override
    public ParsedFile parse(SourceFile file) {
        var facts = new ArrayList<Fact>();
        var evidence = new ArrayList<Evidence>();
        sheets(file).forEach((name, table) -> {
            var sheet = Text.clean(name);
            Id<Evidence> evidenceId = ids.nextId();
            evidence.add(new Evidence(
                    evidenceId,
                    file.artifactId(),
                    file.storedName() + "#" + sheet,
                    table.preview(PREVIEW_ROWS),
                    null,
                    EvidenceData.Sheet.ofWorkbook(table.rows())));
            var metrics = TableMetrics.ofSheet(table.numericColumns());
            if (!metrics.isEmpty()) {
                facts.add(new Fact(
                        ids.nextId(), file.artifactId(), file.reportWeek(), sheet, Json.of(metrics), evidenceId));
            }
        });
        return ParsedFile.of(facts, evidence);
    }

    private Map<String, DataTable> sheets(SourceFile file) {
        var name = file.storedName();
        var limits = config.limits();
        try {
            if (Files.size(file.path()) == 0) {
                throw Failures.of(ErrorCode.FILE_EMPTY, name + " is empty");
            }
            return switch (FileMagic.valueOf(file.path().toFile())) {
                case OOXML -> {
                    ZipGuard.check(file.path(), name, limits);
                    yield XlsxSheets.read(file.path(), name, limits.maxCells());
                }
                case OLE2 -> XlsSheets.read(file.path(), name, limits.maxCells());
                default -> throw Failures.unreadable(name, "it is not an Excel workbook");
            };
        } catch (DoxException e) {
            throw e;
        } catch (EncryptedDocumentException e) {
            throw encrypted(name, e);
        } catch (IOException | OpenXML4JException | SAXException | XMLStreamException | RuntimeException e) {
            // POI reports broken files by many unchecked exceptions
            throw Failures.unreadable(name, "the workbook is damaged (" + Failures.reason(e) + ")", e);
        }
    }

    static DoxException encrypted(String storedName, @Nullable Throwable cause) {
        return Failures.of(
                ErrorCode.FILE_ENCRYPTED,
                storedName + " is protected by a password; save it without one and try again",
                cause);
    }
}
