package ai.pmoves.dox.ports.ingest;

import java.nio.file.Path;
import java.util.Set;

/** Reads uploaded files of some types. */
public interface FileParser {

    /** The types that it reads: lower-case suffixes with their dot. */
    Set<String> filetypes();

    /**
     * Whether a file of one of these types looks like one that it reads: a type such as {@code .json} says little. A
     * file that does may still be damaged.
     */
    default boolean recognises(Path file) {
        return true;
    }

    /**
     * Reads the file.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code ingest.unreadable}, {@code ingest.empty},
     *     {@code ingest.encrypted}, {@code ingest.too-large} or {@code ingest.bomb}, naming the file and the place
     */
    ParsedFile parse(SourceFile file);
}
