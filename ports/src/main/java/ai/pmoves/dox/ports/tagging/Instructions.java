package ai.pmoves.dox.ports.tagging;

import ai.pmoves.dox.domain.Json;

/**
 * What is to be extracted.
 *
 * @param prompt in words
 * @param examples a list of objects, as whoever wrote the prompt gave them
 */
public record Instructions(String prompt, Json examples) {}
