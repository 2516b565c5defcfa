package ai.pmoves.dox.application.export;

import ai.pmoves.dox.application.ingest.SourceFiles;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.chr.RowText;
import ai.pmoves.dox.domain.chr.TextUnit;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.FileStem;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.domain.report.PythonText;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What stands in artifacts, as their kinds have it: in a PDF or a DoclingDocument what was read from it, in a table its rows, in a picture, a
 * recording or a web page the text that was found in it, and in anything else the file as text.
 */
final class ArtifactTexts {
    static final String DERIVED = "artifacts/";
    private static final String PARAGRAPHS = "\n\n";

    private final Store store;
    private final BlobStore blobs;
    private final List<FileParser> parsers;

    ArtifactTexts(Store store, BlobStore blobs, List<FileParser> parsers) {
        this.store = store;
        this.blobs = blobs;
        this.parsers = List.copyOf(parsers);
    }

    /** What the files are called that are made of an artifact. */
    static String stem(Artifact artifact) {
        return FileStem.of(artifact.filepath(), artifact.id().value());
    }

    /** @throws DoxException {@code artifact.not-found} */
    Artifact get(Id<Artifact> id) {
        return store.artifacts()
                .find(id)
                .orElseThrow(() -> new DoxException(ErrorCode.ARTIFACT_NOT_FOUND, "Artifact not found: " + id));
    }

    /**
     * The paragraphs or rows, in their order; none if there is no text.
     *
     * @param withTables whether the rows of a document's tables are among them, after its text
     * @throws DoxException {@code blob.not-found} if its file is needed and gone; what a parser throws
     */
    List<TextUnit> units(Artifact artifact, boolean withTables) {
        return switch (FileFormat.ofSuffix(artifact.filetype())) {
            case PDF, JSON -> documentUnits(artifact, withTables);
            case CSV, WORKBOOK ->
                sheets(artifact).stream()
                        .flatMap(sheet -> RowText.of(rows(sheet)).stream())
                        .flatMap(row -> TextUnit.of(row, null))
                        .toList();
            default ->
                isReadByParser(artifact)
                        ? foundTexts(artifact).stream()
                                .flatMap(found -> TextUnit.paragraphs(found.text()).stream())
                                .toList()
                        : TextUnit.paragraphs(SourceFiles.text(artifact.filepath(), blobs));
        };
    }

    private List<TextUnit> documentUnits(Artifact artifact, boolean withTables) {
        var units = new ArrayList<>(foundTexts(artifact));
        if (units.isEmpty()) {
            units.addAll(TextUnit.paragraphs(markdown(artifact).orElse("")));
        }
        if (withTables) {
            store.documents().listTables(artifact.id().as()).forEach(table -> addRows(table.content(), units));
        }
        return units;
    }

    /** Where a store kept the order of the columns beside the rows, the cells stand in it. */
    private static void addRows(Json table, List<TextUnit> units) {
        var content = table.asObject();
        var columns = Json.of(content.get("columns")).asList();
        var page = content.get("page") instanceof Long number ? Integer.valueOf(number.intValue()) : null;
        for (var row : Json.of(content.get("rows")).asList()) {
            var cells =
                    row instanceof List<?> list ? list : ordered(Json.of(row).asObject(), columns);
            var text = cells.stream()
                    .filter(cell -> cell != null)
                    .map(PythonText::of)
                    .collect(Collectors.joining(" "));
            TextUnit.of(text, page).forEach(units::add);
        }
    }

    private static List<@Nullable Object> ordered(
            Map<String, @Nullable Object> row, List<? extends @Nullable Object> columns) {
        var rest = new LinkedHashMap<>(row);
        var cells = new ArrayList<@Nullable Object>();
        columns.forEach(column -> cells.add(rest.remove(String.valueOf(column))));
        cells.addAll(rest.values());
        return cells;
    }

    /**
     * All of it for reading, empty if there is none.
     *
     * @throws DoxException {@code blob.not-found} if its file is needed and gone; what a parser throws
     */
    Optional<String> text(Artifact artifact) {
        return switch (FileFormat.ofSuffix(artifact.filetype())) {
            case PDF, JSON -> markdown(artifact).or(() -> joined(foundTexts(artifact)));
            case WORKBOOK ->
                Optional.of(
                        sheets(artifact).stream().map(ArtifactTexts::sheetText).collect(Collectors.joining("\n")));
            case CSV -> Optional.of(SourceFiles.text(artifact.filepath(), blobs));
            default ->
                isReadByParser(artifact)
                        ? joined(foundTexts(artifact))
                        : Optional.of(SourceFiles.text(artifact.filepath(), blobs));
        };
    }

    private static Optional<String> joined(List<TextUnit> units) {
        return units.isEmpty()
                ? Optional.empty()
                : Optional.of(units.stream().map(TextUnit::text).collect(Collectors.joining(PARAGRAPHS)) + "\n");
    }

    private static String sheetText(Evidence sheet) {
        var locator = String.valueOf(sheet.locator());
        var rows = rows(sheet).asList().stream().map(row -> Json.of(row).asObject());
        var names = rows(sheet).asList().stream()
                .limit(1)
                .map(row -> String.join("\t", Json.of(row).asObject().keySet()));
        var lines = rows.map(row -> row.values().stream()
                .map(cell -> cell == null ? "" : PythonText.of(cell))
                .collect(Collectors.joining("\t")));
        return Stream.concat(Stream.of("# " + locator.substring(locator.indexOf('#') + 1)), Stream.concat(names, lines))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static Json rows(Evidence sheet) {
        return sheet.fullData() == null ? Json.emptyList() : sheet.fullData();
    }

    private Optional<String> markdown(Artifact pdf) {
        try {
            return Optional.of(SourceFiles.text(DERIVED + stem(pdf) + ".md", blobs));
        } catch (DoxException e) {
            if (e.code() == ErrorCode.BLOB_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isReadByParser(Artifact artifact) {
        return artifact.sourceUrl() != null || parser(artifact).isPresent();
    }

    private Optional<FileParser> parser(Artifact artifact) {
        return parsers.stream()
                .filter(parser -> parser.filetypes().contains(artifact.filetype()))
                .findFirst();
    }

    /** Read from the file, since not every store keeps the order of columns. */
    private List<Evidence> sheets(Artifact artifact) {
        return parser(artifact)
                .map(parser -> parser.parse(SourceFiles.of(artifact, blobs)).evidence())
                .orElse(List.of());
    }

    private List<TextUnit> foundTexts(Artifact artifact) {
        var units = new ArrayList<TextUnit>();
        for (var evidence : Pages.all(page -> store.evidence().listByArtifact(artifact.id(), page))) {
            evidence.data().text().ifPresent(text -> TextUnit.of(text, page(evidence))
                    .forEach(units::add));
        }
        return units;
    }

    private static @Nullable Integer page(Evidence evidence) {
        return evidence.coordinates() != null
                        && evidence.coordinates().asObject().get("page") instanceof Long page
                ? Integer.valueOf(page.intValue())
                : null;
    }
}
