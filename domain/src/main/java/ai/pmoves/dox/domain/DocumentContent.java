package ai.pmoves.dox.domain;

import java.util.List;
import java.util.Optional;

/**
 * Everything that was read from a document.
 *
 * @param sections by their order
 * @param tables by their order
 */
public record DocumentContent(
        List<Section> sections,
        List<DocumentTable> tables,
        Optional<DocumentStructure> structure,
        List<EntityMention> entities,
        List<MetricHit> metricHits) {
    public DocumentContent {
        sections = List.copyOf(sections);
        tables = List.copyOf(tables);
        entities = List.copyOf(entities);
        metricHits = List.copyOf(metricHits);
    }
}
