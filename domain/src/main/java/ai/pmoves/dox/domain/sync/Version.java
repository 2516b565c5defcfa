package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

/**
 * Which state of a row this is: a Lamport pair. A change takes a counter above that of the state it changes, so a later
 * state is always the greater one; of two that were made of the same state, without knowing each other, the same one is
 * greater everywhere. No clock has a part in it.
 *
 * @param counter 0 for a row without a change since its store records changes
 * @param device the id of the store in which the state was made; empty with a counter of 0
 */
public record Version(long counter, String device) implements Comparable<Version> {
    /** The version of a row without a recorded change, and of an absent row. */
    public static final Version NONE = new Version(0, "");

    public Version {
        requireNonNull(device, "device");
        if (counter < 0) {
            throw new IllegalArgumentException("the counter of a version is not negative: " + counter);
        }
    }

    @Override
    public int compareTo(Version other) {
        int byCounter = Long.compare(counter, other.counter);
        return byCounter != 0 ? byCounter : device.compareTo(other.device);
    }

    /** As people read it, for example {@code 7@4f0c}. */
    @Override
    public String toString() {
        return counter + "@" + device;
    }
}
