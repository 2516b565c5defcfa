package ai.pmoves.dox.llm;

import com.fasterxml.jackson.core.JsonProcessingException;

/** The protocol of a provider. */
interface ChatApi {
    String provider();

    String model();

    /**
     * Returns what the model answers.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code extract.provider-failed}
     * @throws JsonProcessingException if the answer is not of the protocol
     */
    String answer(String prompt) throws JsonProcessingException;
}
