package ai.pmoves.dox.domain.search;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.text.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which chunks a query may find at all; it applies before the best are taken.
 *
 * @param types the types to find, or all if empty
 * @param metadata top-level members of the chunk's metadata, all of which must be equal: strings, {@code true} and
 *     {@code false}, numbers without an exponent ({@code 7}, {@code 0.5}, {@code 2.0}); unstorable characters count
 *     as U+FFFD, as they do in the metadata
 */
public record ChunkFilter(
        Set<SourceType> types,
        Optional<Id<Document>> documentId,
        Optional<Id<Artifact>> artifactId,
        Map<String, String> metadata) {
    public static final ChunkFilter NONE = new ChunkFilter(Set.of(), Optional.empty(), Optional.empty(), Map.of());

    public ChunkFilter {
        types = Set.copyOf(types);
        metadata = clean(metadata);
    }

    private static Map<String, String> clean(Map<String, String> metadata) {
        var clean = new HashMap<String, String>();
        metadata.forEach((key, value) -> clean.put(Text.clean(key), Text.clean(value)));
        return Map.copyOf(clean);
    }

    public static ChunkFilter types(Set<SourceType> types) {
        return new ChunkFilter(types, Optional.empty(), Optional.empty(), Map.of());
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
