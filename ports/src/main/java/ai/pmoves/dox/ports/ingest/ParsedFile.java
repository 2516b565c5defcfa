package ai.pmoves.dox.ports.ingest;

import ai.pmoves.dox.domain.DocumentContent;
import ai.pmoves.dox.domain.Evidence;
import ai.pmoves.dox.domain.Fact;
import ai.pmoves.dox.domain.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that was read from one artifact, not stored yet.
 *
 * @param evidence the evidence of the facts, and evidence without facts
 * @param content the document's rows, if the artifact is a document (such as a PDF); the document has the artifact's id
 * @param extras what to add to the artifact's extras, by key
 * @param derivedFiles files to keep, by their name relative to {@code artifacts/}
 */
public record ParsedFile(
        List<Fact> facts,
        List<Evidence> evidence,
        Optional<DocumentContent> content,
        Map<String, Json> extras,
        Map<String, byte[]> derivedFiles) {
    public ParsedFile {
        facts = List.copyOf(facts);
        evidence = List.copyOf(evidence);
        extras = Map.copyOf(extras);
        derivedFiles = Map.copyOf(derivedFiles);
    }

    /** Facts and evidence only. */
    public static ParsedFile of(List<Fact> facts, List<Evidence> evidence) {
        return new ParsedFile(facts, evidence, Optional.empty(), Map.of(), Map.of());
    }
}
