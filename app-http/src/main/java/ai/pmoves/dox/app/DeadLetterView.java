package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.sync.DeadLetter;
import ai.pmoves.dox.replication.changes.MassDeletes;
import java.util.Locale;

/**
 * A change that is set aside, as people and programs read it.
 *
 * @param direction {@code push} or {@code pull}
 * @param row its table and key, as in {@code artifacts:0193}, by which it is named to try it again or give it up
 */
public record DeadLetterView(String direction, String row, String reason, int attempts, String since) {
    public static DeadLetterView of(DeadLetter letter) {
        return new DeadLetterView(
                letter.direction().name().toLowerCase(Locale.ROOT),
                RowNames.of(letter.key()),
                OperatorWords.told(MassDeletes.reason(letter)),
                letter.attempts(),
                letter.since().toString());
    }
}
