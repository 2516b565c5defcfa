package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.export.PomlVariant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How documents are tagged where a request does not say.
 *
 * @param prompt the instructions for a document that has none of its own
 * @param autotagUsesHrm whether {@code /autotag} refines tags where a request does not say
 * @param autotagUsesPoml whether {@code /autotag} shows a model the document as POML, where a request does not say
 * @param pomlVariant in which form, where a request to {@code /autotag} does not say
 * @param promptRules what every prompt of a language model ends with, after its own instructions
 * @param device what this machine is called in the records of its runs
 */
public record TaggingSettings(
        String prompt,
        boolean autotagUsesHrm,
        boolean autotagUsesPoml,
        PomlVariant pomlVariant,
        HrmSettings hrm,
        Optional<String> promptRules,
        Optional<String> device) {
    public static final TaggingSettings DEFAULT = new TaggingSettings(
            "Extract short tags that say what this document is about: its subject, the organisations, people, places"
                    + " and products it names. Use the document's own words.",
            false,
            false,
            PomlVariant.GENERIC,
            HrmSettings.DEFAULT,
            Optional.empty(),
            Optional.empty());

    /** The same with this name of the machine where there is none yet. */
    public TaggingSettings withDevice(Supplier<Optional<String>> name) {
        return new TaggingSettings(
                prompt, autotagUsesHrm, autotagUsesPoml, pomlVariant, hrm, promptRules, device.or(name));
    }
}
