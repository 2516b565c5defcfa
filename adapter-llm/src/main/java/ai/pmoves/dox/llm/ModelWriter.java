package ai.pmoves.dox.llm;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.writing.Writer;
import com.fasterxml.jackson.core.JsonProcessingException;

/** Has a language model write. Longer texts than a page or two are cut. */
record ModelWriter(ChatApi api) implements Writer {
    private static final int MOST_CHARS = 20_000;

    @Override
    public String provider() {
        return api.provider();
    }

    @Override
    public String write(String prompt) {
        try {
            var text = Text.truncate(Text.clean(api.answer(prompt)).strip(), MOST_CHARS);
            if (!text.isEmpty()) {
                return text;
            }
        } catch (JsonProcessingException e) {
            throw failed("did not answer as it should");
        }
        throw failed("wrote nothing");
    }

    private DoxException failed(String what) {
        return new DoxException(ErrorCode.EXTRACTION_FAILED, "The provider %s %s.".formatted(api.provider(), what));
    }
}
