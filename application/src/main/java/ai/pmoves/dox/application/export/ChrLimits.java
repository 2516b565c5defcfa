package ai.pmoves.dox.application.export;

import ai.pmoves.dox.domain.chr.ChrSettings;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;

/**
 * How much is gathered at once.
 *
 * @param maxUnits the most units, at least 1
 */
public record ChrLimits(int maxUnits) {
    /** Some minutes of embedding on a small machine. */
    public static final ChrLimits DEFAULT = new ChrLimits(10_000);

    private static final long MAX_STEPS_PER_UNIT = 2_000;

    public ChrLimits {
        if (maxUnits < 1) {
            throw new IllegalArgumentException("maxUnits is " + maxUnits + "; it has to be at least 1");
        }
    }

    /** A step compares a unit with an anchor. */
    void require(int units, ChrSettings settings) {
        if (units > maxUnits) {
            throw new DoxException(
                    ErrorCode.FILE_TOO_LARGE,
                    "The artifact has %d units, more than the %d allowed".formatted(units, maxUnits),
                    Remedy.RAISE_MAX_CHR_UNITS);
        }
        long steps = (long) units * settings.anchors() * settings.rounds();
        if (steps > maxUnits * MAX_STEPS_PER_UNIT) {
            throw new DoxException(
                    ErrorCode.REQUEST_INVALID,
                    "%d units times %d anchors times %d rounds are too much work; take fewer anchors (K) or rounds (iters)"
                            .formatted(units, settings.anchors(), settings.rounds()));
        }
    }
}
