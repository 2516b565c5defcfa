package ai.pmoves.dox.domain.hrm;

/**
 * How many steps a refinement takes.
 *
 * @param max at most; none at all if it is not positive
 * @param min it does not halt before that many
 */
public record StepLimits(int max, int min) {}
