package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.tagging.Extraction;
import ai.pmoves.dox.ports.tagging.Extractor;
import ai.pmoves.dox.ports.tagging.Instructions;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.List;
import java.util.Optional;

/** Asks a language model, and once more if its answer is not what it was asked for. */
record ModelExtractor(ChatApi api) implements Extractor {
    @Override
    public String provider() {
        return api.provider();
    }

    @Override
    public Optional<String> model() {
        return Optional.of(api.model());
    }

    @Override
    public boolean takesWholeTexts() {
        return false;
    }

    @Override
    public List<Extraction> extract(String text, Instructions instructions) {
        if (text.isBlank()) {
            return List.of();
        }
        try {
            var answer = api.answer(Prompts.of(text, instructions));
            var extractions = Answers.read(answer);
            return extractions.isPresent() ? extractions.get() : repaired(answer);
        } catch (JsonProcessingException e) {
            throw nonsense();
        }
    }

    private List<Extraction> repaired(String answer) throws JsonProcessingException {
        return Answers.read(api.answer(Prompts.toRepair(answer))).orElseThrow(this::nonsense);
    }

    private DoxException nonsense() {
        return new DoxException(
                ErrorCode.EXTRACTION_FAILED,
                "The provider %s did not answer with the JSON that it was asked for.".formatted(api.provider()));
    }
}
