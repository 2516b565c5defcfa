package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.domain.search.ChunkHit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Hits for people: rank, score, type and place on one line, what found it, and the beginning of the text below. */
final class HitLines {
    private static final int WIDTH = 96;
    private static final String INDENT = "    ";

    private HitLines() {}

    static void print(List<ChunkHit> hits, Console console) {
        if (hits.isEmpty()) {
            console.print("Nothing found.");
        }
        int rank = 1;
        for (var hit : hits) {
            console.print(String.format(
                    Locale.ROOT,
                    "%2d. %.3f  %-3s  %s  (%s)",
                    rank++,
                    hit.score(),
                    hit.chunk().type().text(),
                    where(hit),
                    legs(hit)));
            snippet(hit.chunk().text()).forEach(line -> console.print(INDENT + line));
        }
    }

    private static String where(ChunkHit hit) {
        var meta = hit.chunk().meta().asObject();
        return switch (hit.chunk().type()) {
            case PDF ->
                meta.get("page") == null ? text(meta, "filename") : text(meta, "filename") + " p. " + meta.get("page");
            case API -> join(meta, "method", "path");
            case LOG -> join(meta, "level", "code", "ts");
            case TAG -> "of " + text(meta, "document_id");
        };
    }

    private static String text(Map<String, @Nullable Object> meta, String key) {
        return String.valueOf(meta.get(key));
    }

    private static String join(Map<String, @Nullable Object> meta, String... keys) {
        return Stream.of(keys)
                .map(meta::get)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    private static String legs(ChunkHit hit) {
        var legs = new ArrayList<String>();
        hit.textScore().ifPresent(score -> legs.add("words"));
        hit.cosineSimilarity().ifPresent(cosine -> legs.add(String.format(Locale.ROOT, "meaning %.2f", cosine)));
        return String.join(", ", legs);
    }

    /** One or two lines, broken between words; a slash stands where the text has a new line. */
    static List<String> snippet(String text) {
        var words = text.strip().replaceAll("\\s*\\R\\s*", " / ").replaceAll("\\s+", " ");
        int first = lineEnd(words);
        if (first == words.length()) {
            return List.of(words);
        }
        var rest = words.substring(first).strip();
        int second = lineEnd(rest);
        return List.of(words.substring(0, first), second == rest.length() ? rest : rest.substring(0, second) + " ...");
    }

    private static int lineEnd(String words) {
        if (words.length() <= WIDTH) {
            return words.length();
        }
        int space = words.lastIndexOf(' ', WIDTH);
        return space > 0 ? space : Character.isHighSurrogate(words.charAt(WIDTH - 1)) ? WIDTH - 1 : WIDTH;
    }
}
