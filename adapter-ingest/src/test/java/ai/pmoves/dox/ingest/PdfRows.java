package ai.pmoves.dox.ingest;

import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.ports.ingest.ParsedFile;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Picks from what was read from a PDF. */
public final class PdfRows {
    private PdfRows() {}

    public static DocumentContent content(ParsedFile parsed) {
        return parsed.content().orElseThrow();
    }

    public static Evidence evidence(ParsedFile parsed, String place) {
        return parsed.evidence().stream()
                .filter(e -> e.locator().endsWith(place))
                .findFirst()
                .orElseThrow();
    }

    public static List<Fact> facts(ParsedFile parsed, String entity) {
        return parsed.facts().stream().filter(f -> entity.equals(f.entity())).toList();
    }

    public static String text(ParsedFile parsed, String name) {
        return new String(parsed.derivedFiles().get(name), StandardCharsets.UTF_8);
    }
}
