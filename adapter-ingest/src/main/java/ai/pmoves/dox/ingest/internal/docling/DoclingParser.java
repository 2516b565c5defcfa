package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.files.FileFormat;
import ai.pmoves.dox.ingest.config.IngestConfig;
import ai.pmoves.dox.ingest.internal.files.Failures;
import ai.pmoves.dox.ingest.internal.files.FileCharset;
import ai.pmoves.dox.ingest.internal.files.JsonFiles;
import ai.pmoves.dox.ingest.internal.page.PageReading;
import ai.pmoves.dox.ports.IdSource;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import ai.pmoves.dox.ports.ingest.SourceFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads DoclingDocuments, which docling writes as JSON files. */
public final class DoclingParser implements FileParser {
    private final IngestConfig config;
    private final IdSource ids;

    public DoclingParser(IngestConfig config, IdSource ids) {
        this.config = config;
        this.ids = ids;
    }

    @Override
    public Set<String> filetypes() {
        return FileFormat.JSON.suffixes();
    }

    /** Whether the outermost object says that it is a DoclingDocument. */
    @Override
    public boolean recognises(Path file) {
        try {
            return schema(file).equals(Optional.of(DoclingDocument.SCHEMA));
        } catch (IOException e) {
            return false; // whatever it is
        }
    }

    @Override
    public ParsedFile parse(SourceFile file) {
        var name = file.storedName();
        try {
            if (Files.size(file.path()) == 0) {
                throw Failures.of(ErrorCode.FILE_EMPTY, name + " is empty");
            }
            var schema = schema(file.path());
            if (!schema.equals(Optional.of(DoclingDocument.SCHEMA))) {
                throw DoclingReader.other(name, schema.orElse(""));
            }
            return read(file);
        } catch (JsonProcessingException e) {
            throw Failures.unreadable(name, JsonFiles.reason(e), e);
        } catch (IOException e) {
            throw Failures.unreadable(name, Failures.reason(e), e);
        }
    }

    /**
     * Tells what a JSON file says that it is, or empty if it does not say.
     *
     * @throws IOException if it is no JSON object up to there
     */
    private static Optional<String> schema(Path file) throws IOException {
        try (var text = FileCharset.of(file).open(file);
                var parser = JsonFiles.tokens(text)) {
            parser.nextToken();
            var tokens = new DoclingTokens(parser);
            for (var member : tokens.members()) {
                if (member.equals("schema_name") && parser.currentToken() == JsonToken.VALUE_STRING) {
                    return Optional.of(tokens.text());
                }
                tokens.skip();
            }
            return Optional.empty();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private ParsedFile read(SourceFile file) throws IOException {
        try (var text = FileCharset.of(file.path()).open(file.path());
                var parser = JsonFiles.tokens(text)) {
            parser.nextToken();
            var tokens = new DoclingTokens(parser);
            var limits = new DoclingLimits(file.storedName(), config.limits());
            var document = DoclingReader.read(file.storedName(), tokens, limits);
            if (parser.nextToken() != null) {
                throw tokens.refusal("is followed by something else");
            }
            return rows(file, document, limits, "docling", Map.of("version", document.version()), config, ids);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Makes rows of a document.
     *
     * @param limits by which it was read
     * @param key of what is said of it in the artifact's extras
     * @param more what is said of it besides
     */
    public static ParsedFile rows(
            SourceFile file,
            DoclingDocument document,
            DoclingLimits limits,
            String key,
            Map<String, String> more,
            IngestConfig config,
            IdSource ids) {
        var found = DoclingItems.of(file.storedName(), document, limits);
        int pageCount = document.pageHeights().isEmpty()
                ? (int) found.items().stream()
                        .map(item -> item.place().page())
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                : document.pageHeights().size();
        var extras = new LinkedHashMap<String, @Nullable Object>(more);
        extras.put("pages", pageCount);
        extras.put("status", found.items().isEmpty() ? "no-text" : "processed");
        extras.put("warnings", found.warnings());
        return PageReading.of(
                file, found.items(), pageCount, Map.of(key, Json.of(extras)), ids, config.financialAnalysis());
    }
}
