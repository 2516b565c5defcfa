package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

/**
 * A mark that an embedded store leaves in a shared one each time that rows went over, and remembers itself. Two stores
 * that remember different marks have different histories: an older copy of one of them was restored.
 *
 * @param number counts the marks of one embedded store, from 1
 * @param mark made at random, since a restored store counts on from an older number
 */
public record Checkpoint(long number, String mark) {
    public Checkpoint {
        requireNonNull(mark, "mark");
        if (number < 1) {
            throw new IllegalArgumentException("number is " + number + "; it has to be 1 or more");
        }
    }
}
