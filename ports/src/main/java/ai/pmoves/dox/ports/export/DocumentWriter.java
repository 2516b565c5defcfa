package ai.pmoves.dox.ports.export;

import ai.pmoves.dox.domain.export.TextBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes documents for word processors. Thread-safe.
 *
 * <p>Implementations pass {@code DocumentWriterContract}.
 */
public interface DocumentWriter {
    /** How many blocks one document can have: all of it is in memory while it is written. */
    int MAX_BLOCKS = 20_000;

    /**
     * Writes the blocks in their order as an Office Open XML document (DOCX), a paragraph for each. Characters that
     * such a document cannot have are replaced by U+FFFD.
     *
     * @param blocks at most {@link #MAX_BLOCKS}; none is a document without text
     * @param out not closed
     * @throws IOException the exception of {@code out}, unchanged
     * @throws IllegalArgumentException if there are more blocks
     */
    void writeDocx(List<TextBlock> blocks, OutputStream out) throws IOException;
}
