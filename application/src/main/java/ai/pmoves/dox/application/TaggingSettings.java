package ai.pmoves.dox.application;

/**
 * How documents are tagged where a request does not say.
 *
 * @param prompt the instructions for a document that has none of its own
 */
public record TaggingSettings(String prompt) {
    public static final TaggingSettings DEFAULT = new TaggingSettings(
            "Extract short tags that say what this document is about: its subject, the organisations, people, places"
                    + " and products it names. Use the document's own words.");
}
