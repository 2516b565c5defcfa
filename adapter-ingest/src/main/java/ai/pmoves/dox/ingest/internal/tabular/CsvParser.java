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
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.FileCharset;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/** Reads delimited text: one piece of evidence with all rows, and one fact with the figures of its columns. */
public final class CsvParser implements FileParser {
    private static final int PREVIEW_ROWS = 10;
    private static final int SAMPLE_CHARS = 8192;
    private static final int MANY_ZEROS = 8;

    private final IngestConfig config;
    private final IdSource ids;

    public CsvParser(IngestConfig config, IdSource ids) {
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Set<String> filetypes() {
        return FileFormat.CSV.suffixes();
    }

    @Override
    public ParsedFile parse(SourceFile file) {
        var table = read(file);
        Id<Evidence> evidenceId = ids.nextId();
        var evidence = new Evidence(
                evidenceId,
                file.artifactId(),
                file.storedName() + "#data",
                table.preview(PREVIEW_ROWS),
                null,
                EvidenceData.Sheet.ofCsv(table.rows()));
        var fact = new Fact(
                ids.nextId(),
                file.artifactId(),
                file.reportWeek(),
                null,
                Json.of(TableMetrics.ofFile(table.numericColumns())),
                evidenceId);
        return ParsedFile.of(List.of(fact), List.of(evidence));
    }

    private DataTable read(SourceFile file) {
        try {
            var charset = FileCharset.of(file.path());
            try (var sample = charset.open(file.path())) {
                refuseBinary(sample, file.storedName());
            }
            CsvDialect dialect;
            try (var sample = charset.open(file.path())) {
                dialect = CsvDialect.of(sample);
            }
            try (var text = charset.open(file.path())) {
                return new CsvTableReader(
                                file.storedName(), dialect, config.limits().maxCells())
                        .read(text);
            }
        } catch (DoxException e) {
            throw e;
        } catch (IOException | UncheckedIOException | IllegalStateException e) {
            throw Failures.of(
                    ErrorCode.FILE_UNREADABLE, "Cannot read " + file.storedName() + ": " + Failures.reason(e), e);
        }
    }

    /** A stray U+0000 is replaced; where there are many, the file is a picture or a program by another name. */
    private static void refuseBinary(Reader sample, String storedName) throws IOException {
        var chars = new char[SAMPLE_CHARS];
        int length = Math.max(0, sample.read(chars));
        int zeros = 0;
        for (int i = 0; i < length; i++) {
            zeros += chars[i] == 0 ? 1 : 0;
        }
        if (zeros >= MANY_ZEROS && zeros * 100 > length) {
            throw Failures.unreadable(storedName, "it is a binary file, not text with columns");
        }
    }
}
