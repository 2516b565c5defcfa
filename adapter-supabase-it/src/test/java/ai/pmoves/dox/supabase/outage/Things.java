package ai.pmoves.dox.supabase.outage;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.domain.search.SourceType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What is written and read while the database goes. */
final class Things {
    private Things() {}

    static Artifact artifact(String id) {
        return new Artifact(
                Id.of(id),
                id + ".pdf",
                "uploads/" + id,
                ".pdf",
                "",
                ArtifactStatus.PROCESSED,
                null,
                null,
                "hash-" + id,
                Instant.EPOCH,
                1);
    }

    /** So much text that it does not fit into what the line holds on its way. */
    static List<Chunk> bulk() {
        var words = "the quick brown fox jumps over the lazy dog ".repeat(500);
        return IntStream.range(0, 2_000)
                .mapToObj(i -> chunk("bulk" + i, i + words))
                .toList();
    }

    static ChunkQuery words(String text) {
        return new ChunkQuery(SearchMode.TEXT, text, Optional.empty(), ChunkFilter.NONE, 5);
    }

    static Chunk chunk(String id, String text) {
        return new Chunk(Id.of(id), SourceType.LOG, null, null, 0, text, Json.of(Map.of()));
    }
}
