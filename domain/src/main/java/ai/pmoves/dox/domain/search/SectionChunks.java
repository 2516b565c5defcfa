package ai.pmoves.dox.domain.search;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.DocumentStructure;
import ai.pmoves.dox.domain.Section;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the chunks of a PDF's text units. A heading says little by itself, and short texts rank high, so it goes
 * into the chunk of the text below it; only headings with nothing below them are chunks of their own.
 */
final class SectionChunks {
    /** Models read only the beginning of a text, so the text below long headings would not count. */
    private static final int MAX_HEADING_CHARS = 240;

    private final Artifact artifact;
    private final Set<String> headings = new HashSet<>();
    private final List<Section> waiting = new ArrayList<>();
    private final List<Chunk> chunks = new ArrayList<>();

    SectionChunks(Artifact artifact, Optional<DocumentStructure> structure) {
        this.artifact = artifact;
        structure.ifPresent(found -> {
            var tree = found.hierarchy().asObject();
            addTitle(tree.get("title"));
            addTitles(tree.get("sections"));
        });
    }

    private void addTitles(@Nullable Object sections) {
        if (sections instanceof List<?> list) {
            for (var section : list) {
                if (section instanceof Map<?, ?> map) {
                    addTitle(map.get("title"));
                    addTitles(map.get("subsections"));
                }
            }
        }
    }

    private void addTitle(@Nullable Object title) {
        if (title instanceof String text) {
            headings.add(text.strip());
        }
    }

    List<Chunk> of(Iterable<Section> sections) {
        for (var section : sections) {
            var text = section.text().strip();
            if (text.isEmpty()) {
                continue;
            }
            boolean heading = headings.contains(text);
            if (lengthWith(text) > (heading ? MAX_HEADING_CHARS : Chunks.MAX_CHARS)) {
                addWaiting();
            }
            if (heading) {
                waiting.add(section);
            } else {
                add(section, textWith(text));
            }
        }
        addWaiting();
        return List.copyOf(chunks);
    }

    private int lengthWith(String text) {
        return waiting.stream().mapToInt(heading -> heading.text().length() + 1).sum() + text.length();
    }

    private String textWith(String text) {
        var lines =
                waiting.stream().map(heading -> heading.text().strip() + "\n").collect(Collectors.joining());
        waiting.clear();
        return lines + text;
    }

    /** Adds headings that have no text below them, under the first one's number. */
    private void addWaiting() {
        if (!waiting.isEmpty()) {
            var first = waiting.getFirst();
            add(first, textWith(""));
        }
    }

    private void add(Section section, String text) {
        var meta = new LinkedHashMap<String, @Nullable Object>();
        meta.put("type", SourceType.PDF.text());
        meta.put("artifact_id", artifact.id().value());
        meta.put("filename", artifact.filename());
        meta.put("chunk", section.order());
        if (section.page() != null) {
            meta.put("page", section.page());
        }
        Chunks.chunk(
                        "md:" + artifact.id() + ":" + section.order(),
                        SourceType.PDF,
                        artifact.id(),
                        section.documentId(),
                        section.order(),
                        text,
                        meta)
                .ifPresent(chunks::add);
    }
}
