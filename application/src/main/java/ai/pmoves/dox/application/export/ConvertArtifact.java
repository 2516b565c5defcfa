package ai.pmoves.dox.application.export;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.export.TextBlock;
import ai.pmoves.dox.ports.blob.BlobStore;
import ai.pmoves.dox.ports.export.DocumentWriter;
import ai.pmoves.dox.ports.ingest.FileParser;
import ai.pmoves.dox.ports.store.Store;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Writes the text of an artifact to a file of another format. Thread-safe. */
public final class ConvertArtifact {
    private final BlobStore blobs;
    private final ArtifactTexts texts;
    private final DocumentWriter writer;

    public ConvertArtifact(Store store, BlobStore blobs, List<FileParser> parsers, DocumentWriter writer) {
        this.blobs = blobs;
        this.texts = new ArtifactTexts(store, blobs, parsers);
        this.writer = writer;
    }

    /** What can be written. */
    public enum Format {
        TXT,
        DOCX;

        private String suffix() {
            return "." + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Writes the file, in place of an earlier one of this artifact and format.
     *
     * @return its name, relative to {@code artifacts/}
     * @throws DoxException {@code artifact.not-found}; {@code extract.no-text} if there is no text in it, or none yet;
     *     {@code ingest.too-large} if it has too many lines for the format; {@code blob.not-found} if its file is
     *     needed and gone, or why that cannot be read
     */
    public String convert(Id<Artifact> id, Format format) {
        var artifact = texts.get(id);
        var text = texts.text(artifact)
                .orElseThrow(() -> new DoxException(
                        ErrorCode.TEXT_MISSING,
                        "No markdown/text available for this artifact yet. Process a PDF first."));
        var name = "conversions/" + ArtifactTexts.stem(artifact) + format.suffix();
        switch (format) {
            case TXT -> blobs.saveDerived(name, text.getBytes(StandardCharsets.UTF_8));
            case DOCX -> {
                var blocks = blocks(text);
                blobs.saveDerived(name, out -> writer.writeDocx(blocks, out));
            }
        }
        return name;
    }

    private static List<TextBlock> blocks(String text) {
        var blocks = TextBlock.of(text).limit(DocumentWriter.MAX_BLOCKS + 1L).toList();
        if (blocks.size() > DocumentWriter.MAX_BLOCKS) {
            throw new DoxException(
                    ErrorCode.FILE_TOO_LARGE,
                    "The text has more than %d lines, which is all that a docx can have; take the format 'txt'"
                            .formatted(DocumentWriter.MAX_BLOCKS));
        }
        return blocks;
    }
}
