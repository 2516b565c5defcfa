package ai.pmoves.dox.application.tagging;

import ai.pmoves.dox.domain.hrm.StepLimits;

/**
 * How halting reasoning works.
 *
 * @param enabled whether answers and tags are refined when a request asks for it
 * @param limits where a request does not say
 */
public record HrmSettings(boolean enabled, StepLimits limits) {
    public static final HrmSettings DEFAULT = new HrmSettings(false, new StepLimits(6, 2));
}
