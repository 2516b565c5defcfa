package ai.pmoves.dox.ports.ingest;

import java.nio.file.Path;
import java.util.Set;

/**
 * Reads uploaded files of some types. The file stays as it is, and nothing is stored.
 *
 * <p>Implementations pass {@code FileParserContract}.
 */
public interface FileParser {

    /** The types that it reads, at least one: lower-case suffixes with their dot. */
    Set<String> filetypes();

    /**
     * Whether the content of a file of these types looks readable: a type such as {@code .json} says little. A
     * recognised file may still be damaged.
     */
    default boolean recognises(Path file) {
        return true;
    }

    /**
     * Reads the file.
     *
     * <p>Each row belongs to the file's artifact, or to the document of the same id, and has an id that no other row of
     * this or another artifact's file has. Locators of evidence begin with the stored name and {@code #}. Facts have the file's report week, and name
     * evidence that was read with them or none. Derived files of two artifacts have different names. But for the ids, a
     * file gives the same rows each time.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.empty} if the file has no bytes, or nothing in them;
     *     {@code ingest.unreadable} if it is not of its type, damaged or gone; {@code ingest.encrypted},
     *     {@code ingest.too-large} or {@code ingest.bomb}. The message names the file as it is stored, and the place if
     *     there is one
     */
    ParsedFile parse(SourceFile file);
}
