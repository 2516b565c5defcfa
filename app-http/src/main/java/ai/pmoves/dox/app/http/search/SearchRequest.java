package ai.pmoves.dox.app.http.search;

import ai.pmoves.dox.app.http.support.InvalidRequest;
import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.Numbers;
import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.domain.search.SourceType;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a client asks of a search.
 *
 * @param nothing whether no type that there is was asked for
 */
record SearchRequest(String q, int limit, SearchMode mode, ChunkFilter filter, boolean nothing) {
    private static final int DEFAULT_LIMIT = 10;

    static SearchRequest of(JsonBody body) {
        var words = body.optionalStrings("types").orElse(List.of());
        Set<SourceType> types =
                words.stream().flatMap(word -> SourceType.parse(word).stream()).collect(Collectors.toSet());
        Optional<Id<Document>> documentId = body.optionalId("document_id");
        Optional<Id<Artifact>> artifactId = body.optionalId("artifact_id");
        var filter = new ChunkFilter(types, documentId, artifactId, body.optionalTexts("metadata"));
        return new SearchRequest(
                body.string("q"), limit(body), mode(body), filter, types.isEmpty() && !words.isEmpty());
    }

    /** Whether hits of this type may be among the answers. */
    boolean takes(SourceType type) {
        return !nothing && (filter.types().isEmpty() || filter.types().contains(type));
    }

    private static int limit(JsonBody body) {
        var k = body.optionalInteger("k").orElse(BigInteger.ZERO);
        Numbers.atLeast(0, k, List.of("body", "k"), k);
        return k.signum() == 0
                ? DEFAULT_LIMIT
                : k.min(BigInteger.valueOf(ChunkQuery.MAX_LIMIT)).intValueExact();
    }

    private static SearchMode mode(JsonBody body) {
        var word = body.optionalString("mode").orElse(SearchMode.HYBRID.text());
        return SearchMode.parse(word)
                .orElseThrow(() -> InvalidRequest.notOneOf(
                        List.of("body", "mode"),
                        Arrays.stream(SearchMode.values()).map(SearchMode::text).toList(),
                        word));
    }
}
