package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.WireJson;
import ai.pmoves.dox.application.tagging.ExtractTags.Findings;
import ai.pmoves.dox.domain.tagging.LocatedExtraction;
import ai.pmoves.dox.domain.tagging.TextSpan;
import ai.pmoves.dox.ports.blob.BlobStore;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes what was found as files that LangExtract's readers know: an annotated document as JSON and as a line of JSON,
 * and a page that shows it. Each run has a folder of its own.
 */
final class ExtractionFiles {
    private static final String HOME = "artifacts/";

    private final BlobStore blobs;

    ExtractionFiles(BlobStore blobs) {
        this.blobs = blobs;
    }

    /** The names of the files, relative to the home. */
    record Names(String json, String jsonl, String html) {}

    private record Interval(int startPos, int endPos) {}

    private record Entity(
            @Nullable String extractionClass,
            String extractionText,
            @Nullable Interval charInterval,
            @Nullable String alignmentStatus,
            int extractionIndex,
            @Nullable Integer page,
            @Nullable Integer section) {}

    private record Annotated(String documentId, String text, List<Entity> extractions) {}

    Names write(Findings findings) {
        var id = findings.outcome().run().id().value();
        var extractions = findings.outcome().extractions();
        var entities = new ArrayList<Entity>();
        for (var extraction : extractions) {
            entities.add(entity(extraction, entities.size()));
        }
        var annotated = new Annotated(id, findings.text(), entities);
        var name = "langextract/%s/langextract_results.".formatted(id);
        save(name + "json", json(annotated, true));
        save(name + "jsonl", json(annotated, false) + "\n");
        save(name + "html", html(findings.text(), extractions));
        return new Names(HOME + name + "json", HOME + name + "jsonl", HOME + name + "html");
    }

    private static Entity entity(LocatedExtraction located, int index) {
        var extraction = located.extraction();
        var place = located.place();
        if (place == null) {
            return new Entity(extraction.label(), extraction.text(), null, null, index, null, null);
        }
        return new Entity(
                extraction.label(),
                extraction.text(),
                new Interval(place.start(), place.end()),
                place.text().equals(extraction.text()) ? "match_exact" : "match_fuzzy",
                index,
                place.page(),
                place.section());
    }

    private void save(String name, String content) {
        blobs.saveDerived(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Object value, boolean pretty) {
        try {
            var writer = pretty ? WireJson.MAPPER.writerWithDefaultPrettyPrinter() : WireJson.MAPPER.writer();
            return writer.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain records can be written", e);
        }
    }

    private static String html(String text, List<LocatedExtraction> extractions) {
        var page = new StringBuilder("<!DOCTYPE html>\n<meta charset=\"utf-8\"><title>Extractions</title>\n<pre>");
        int at = 0; // in UTF-16 units
        int codePoints = 0;
        for (var located : inOrder(extractions)) {
            TextSpan place = located.place();
            if (place == null || place.start() < codePoints) {
                continue; // a place that begins within another cannot be marked, too
            }
            int start = text.offsetByCodePoints(at, place.start() - codePoints);
            int end = text.offsetByCodePoints(start, place.end() - place.start());
            page.append(escape(text.substring(at, start)))
                    .append("<mark title=\"")
                    .append(escape(located.extraction().tag()))
                    .append("\">")
                    .append(escape(text.substring(start, end)))
                    .append("</mark>");
            at = end;
            codePoints = place.end();
        }
        return page.append(escape(text.substring(at))).append("</pre>\n").toString();
    }

    private static List<LocatedExtraction> inOrder(List<LocatedExtraction> extractions) {
        return extractions.stream()
                .flatMap(located -> Stream.ofNullable(located.place()).map(place -> new Marked(place.start(), located)))
                .sorted(Comparator.comparingInt(Marked::start))
                .map(Marked::located)
                .toList();
    }

    private record Marked(int start, LocatedExtraction located) {}

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
