package ai.pmoves.dox.domain.search;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which chunks a query may find at all; it applies before the best are taken.
 *
 * @param types the types to find, or all if empty
 * @param metadata top-level members of the chunk's metadata, as text, all of which must be equal
 */
public record ChunkFilter(
        Set<SourceType> types,
        Optional<Id<Document>> documentId,
        Optional<Id<Artifact>> artifactId,
        Map<String, String> metadata) {
    public static final ChunkFilter NONE = new ChunkFilter(Set.of(), Optional.empty(), Optional.empty(), Map.of());

    public ChunkFilter {
        types = Set.copyOf(types);
        metadata = Map.copyOf(metadata);
    }

    public static ChunkFilter types(Set<SourceType> types) {
        return new ChunkFilter(types, Optional.empty(), Optional.empty(), Map.of());
    }

    public boolean isEmpty() {
        return equals(NONE);
    }
}
