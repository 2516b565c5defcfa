package ai.pmoves.dox.application;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * How documents are tagged where a request does not say.
 *
 * @param prompt the instructions for a document that has none of its own
 * @param autotagUsesHrm whether {@code /autotag} refines tags where a request does not say
 * @param device what this machine is called in the records of its runs
 */
public record TaggingSettings(String prompt, boolean autotagUsesHrm, HrmSettings hrm, Optional<String> device) {
    public static final TaggingSettings DEFAULT = new TaggingSettings(
            "Extract short tags that say what this document is about: its subject, the organisations, people, places"
                    + " and products it names. Use the document's own words.",
            false,
            HrmSettings.DEFAULT,
            Optional.empty());

    /** The same with this name of the machine where there is none yet. */
    public TaggingSettings withDevice(Supplier<Optional<String>> name) {
        return new TaggingSettings(prompt, autotagUsesHrm, hrm, device.or(name));
    }
}
