package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Instructions;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Extracts by a rule, whatever the instructions are.
 *
 * @param rule one of {@link ai.pmoves.dox.domain.tagging.TagHeuristics}
 */
public record HeuristicExtractor(Function<String, List<Extraction>> rule) implements Extractor {
    public static final String PROVIDER = "heuristic";

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public Optional<String> model() {
        return Optional.empty();
    }

    @Override
    public boolean takesWholeTexts() {
        return true;
    }

    @Override
    public List<Extraction> extract(String text, Instructions instructions) {
        return rule.apply(text);
    }
}
