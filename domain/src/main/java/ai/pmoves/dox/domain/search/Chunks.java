package ai.pmoves.dox.domain.search;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.LogEntry;
import ai.pmoves.dox.domain.Section;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How rows become chunks. Ids and metadata are what existing clients link by, so they do not change.
 *
 * <p>A row without text gives no chunk.
 */
public final class Chunks {
    /** Longer texts are cut here, but for tags. */
    public static final int MAX_CHARS = 2000;

    private Chunks() {}

    /**
     * The chunks of a PDF's text units, in their order. A heading is part of the chunk of the unit below it.
     *
     * @param structure tells which units are headings
     */
    public static List<Chunk> of(Iterable<Section> sections, Optional<DocumentStructure> structure, Artifact artifact) {
        return new SectionChunks(artifact, structure).of(sections);
    }

    /** The chunk of an API operation: {@code METHOD path summary tag, tag}. */
    public static Optional<Chunk> of(ApiEndpoint api) {
        var tags = api.tags() == null ? Json.emptyList() : api.tags();
        var words = new StringBuilder(api.method()).append(' ').append(api.path());
        if (api.summary() != null) {
            words.append(' ').append(api.summary());
        }
        var tagText =
                String.join(", ", tags.asList().stream().map(String::valueOf).toList());
        words.append(' ').append(tagText);
        var meta = new LinkedHashMap<String, @Nullable Object>();
        meta.put("type", SourceType.API.text());
        meta.put("id", api.id().value());
        meta.put("document_id", api.documentId().value());
        meta.put("name", api.name());
        meta.put("method", api.method());
        meta.put("path", api.path());
        meta.put("summary", api.summary());
        meta.put("tags", tags.asList());
        return chunk("api:" + api.id(), SourceType.API, null, api.documentId(), 0, words.toString(), meta);
    }

    /** The chunk of a log entry's message. */
    public static Optional<Chunk> of(LogEntry log) {
        var meta = new LinkedHashMap<String, @Nullable Object>();
        meta.put("type", SourceType.LOG.text());
        meta.put("level", log.level());
        meta.put("code", log.code());
        meta.put("component", log.component());
        meta.put("ts", log.ts());
        meta.put("document_id", log.documentId().value());
        var message = log.message() == null ? "" : log.message();
        return chunk("log:" + log.id(), SourceType.LOG, null, log.documentId(), 0, message, meta);
    }

    /** The chunk of a tag, uncut. */
    public static Optional<Chunk> of(Tag tag) {
        if (tag.tag().isBlank()) {
            return Optional.empty();
        }
        var meta = new LinkedHashMap<String, @Nullable Object>();
        meta.put("type", SourceType.TAG.text());
        meta.put("id", tag.id().value());
        meta.put("document_id", tag.documentId().value());
        meta.put("tag", tag.tag());
        meta.put("score", tag.score());
        meta.put("source_ptr", tag.sourcePtr());
        if (tag.knownHrmSteps() != null) {
            meta.put("hrm_steps", tag.knownHrmSteps());
        }
        return Optional.of(new Chunk(
                Id.of("tag:" + tag.id()), SourceType.TAG, null, tag.documentId(), 0, tag.tag(), Json.of(meta)));
    }

    /** The first 128 bits of the text's SHA-256 in lower-case hex: equal texts are embedded once. */
    public static String textHash(String text) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(text.getBytes(StandardCharsets.UTF_8)), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static Optional<Chunk> chunk(
            String id,
            SourceType type,
            @Nullable Id<Artifact> artifactId,
            @Nullable Id<Document> documentId,
            int ordinal,
            String text,
            LinkedHashMap<String, @Nullable Object> meta) {
        var trimmed = Text.truncate(text.strip(), MAX_CHARS);
        return trimmed.isBlank()
                ? Optional.empty()
                : Optional.of(new Chunk(Id.of(id), type, artifactId, documentId, ordinal, trimmed, Json.of(meta)));
    }
}
