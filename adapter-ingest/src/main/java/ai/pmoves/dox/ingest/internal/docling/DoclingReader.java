package ai.pmoves.dox.ingest.internal.docling;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a DoclingDocument from JSON, one value after the other. Of what nobody needs, such as pictures of whole pages,
 * nothing is kept.
 */
final class DoclingReader {
    private final String name;
    private final DoclingTokens tokens;
    private final DoclingLimits limits;
    private final Map<String, List<DoclingItem>> items = new HashMap<>();
    private final Map<Integer, Double> pageHeights = new HashMap<>();
    private String schema = "";
    private String version = "";

    private DoclingReader(String name, DoclingTokens tokens, DoclingLimits limits) {
        this.name = name;
        this.tokens = tokens;
        this.limits = limits;
    }

    /**
     * Reads the value at which {@code tokens} stands.
     *
     * @param name what messages call the document
     * @throws DoxException {@code ingest.unsupported-type} if it is no DoclingDocument of version 1.x, {@code
     *     ingest.too-large} or {@code ingest.bomb} if it holds more than is allowed
     * @throws IOException if it is no JSON, or has another form
     * @throws java.io.UncheckedIOException likewise
     */
    static DoclingDocument read(String name, DoclingTokens tokens, DoclingLimits limits) throws IOException {
        var reader = new DoclingReader(name, tokens, limits);
        for (var member : tokens.members()) {
            reader.member(member);
        }
        reader.requireSchema();
        return new DoclingDocument(reader.version, reader.items, reader.pageHeights);
    }

    private void member(String member) throws IOException {
        switch (member) {
            case "schema_name" -> schema = tokens.text();
            case "version" -> {
                version = tokens.text();
                requireVersion();
            }
            case DoclingDocument.BODY, DoclingDocument.FURNITURE ->
                items.put(member, List.of(DoclingItemReader.read(tokens, limits, member, DoclingItem.ROOT)));
            case "pages" -> pages();
            default -> {
                if (DoclingDocument.ARRAYS.contains(member)) {
                    array(member);
                } else {
                    tokens.skip();
                }
            }
        }
    }

    private void array(String array) throws IOException {
        var read = new ArrayList<DoclingItem>();
        for (int index : tokens.values()) {
            read.add(DoclingItemReader.read(tokens, limits, array, index));
        }
        items.put(array, read);
    }

    private void pages() throws IOException {
        for (var key : tokens.members()) {
            int number = key.matches("\\d{1,9}") ? Integer.parseInt(key) : 0;
            double height = 0;
            for (var member : tokens.members()) {
                switch (member) {
                    case "page_no" -> number = tokens.integer(number);
                    case "size" -> height = height();
                    default -> tokens.skip();
                }
            }
            if (number > 0) {
                pageHeights.put(number, height);
                limits.pages(pageHeights.size());
            }
        }
    }

    private double height() throws IOException {
        double height = 0;
        for (var member : tokens.members()) {
            if (member.equals("height")) {
                height = tokens.number();
            } else {
                tokens.skip();
            }
        }
        return height > 0 && Double.isFinite(height) ? height : 0;
    }

    private void requireSchema() {
        if (!schema.equals(DoclingDocument.SCHEMA)) {
            throw other(name, schema);
        }
        requireVersion();
    }

    private void requireVersion() {
        if (!DoclingDocument.isSupported(version)) {
            throw Failures.of(
                    ErrorCode.FILE_TYPE_UNSUPPORTED,
                    "%s is a DoclingDocument of version '%s'; versions 1.x are read"
                            .formatted(name, Text.truncate(version, 40)));
        }
    }

    /** The refusal of JSON that is something else. */
    static DoxException other(String name, String schema) {
        return Failures.of(
                ErrorCode.FILE_TYPE_UNSUPPORTED,
                "%s is JSON, but no DoclingDocument: its schema_name is '%s'"
                        .formatted(name, Text.truncate(schema, 40)),
                Remedy.INGEST_AS_DOCUMENT);
    }
}
