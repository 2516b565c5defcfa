package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.contract.model.ExtractorContract;
import ai.pmoves.dox.domain.tagging.TagHeuristics;
import ai.pmoves.dox.ports.tagging.Extractor;

class HeuristicExtractorTest implements ExtractorContract {
    @Override
    public Extractor extractor() {
        return new HeuristicExtractor(TagHeuristics::names);
    }

    @Override
    public String text() {
        return "An invoice of Ada Lovelace";
    }
}
