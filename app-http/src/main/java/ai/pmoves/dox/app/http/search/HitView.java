package ai.pmoves.dox.app.http.search;

import ai.pmoves.dox.domain.search.ChunkHit;
import ai.pmoves.dox.domain.search.SourceType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hit as clients see it.
 *
 * @param scores what each leg gave it
 * @param legs the legs that found it
 */
record HitView(double score, String text, Map<String, ?> meta, Map<String, Double> scores, List<String> legs) {

    static HitView of(ChunkHit hit) {
        var scores = new LinkedHashMap<String, Double>();
        hit.textScore().ifPresent(score -> scores.put("text", score));
        hit.cosineSimilarity().ifPresent(score -> scores.put("vector", score));
        var meta = new LinkedHashMap<>(hit.chunk().meta().asObject());
        meta.put("deeplink", deeplink(hit.chunk().type(), meta));
        return new HitView(hit.score(), hit.chunk().text(), meta, scores, new ArrayList<>(scores.keySet()));
    }

    private static Map<String, @Nullable Object> deeplink(SourceType type, Map<String, @Nullable Object> meta) {
        return switch (type) {
            case PDF -> {
                var link = link("workspace", meta, "artifact_id", "chunk");
                if (meta.get("page") != null) {
                    link.put("page", meta.get("page"));
                }
                yield link;
            }
            case API -> {
                var link = link("apis", meta);
                link.put("api_id", meta.get("id"));
                yield link;
            }
            case LOG -> link("logs", meta, "document_id", "code");
            case TAG -> {
                var link = link("tags", meta, "document_id");
                link.put("q", meta.get("tag"));
                yield link;
            }
        };
    }

    private static Map<String, @Nullable Object> link(
            String panel, Map<String, @Nullable Object> meta, String... names) {
        var link = new LinkedHashMap<String, @Nullable Object>();
        link.put("panel", panel);
        for (var name : names) {
            link.put(name, meta.get(name));
        }
        return link;
    }
}
