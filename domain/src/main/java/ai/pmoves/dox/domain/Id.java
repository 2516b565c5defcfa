package ai.pmoves.dox.domain;

import ai.pmoves.dox.domain.text.Text;

/**
 * The identity of a {@code T}: made by the application, never by a store.
 *
 * <p>New ids are UUIDs that sort by time; ids that came from elsewhere may be any text of at most
 * {@link #MAX_BYTES} in UTF-8 but the empty one.
 *
 * @param <T> what it identifies; an {@code Id<Document>} is not an {@code Id<Artifact>}
 */
public record Id<T>(String value) implements Comparable<Id<T>> {
    /** What the index of a key takes in every store. */
    public static final int MAX_BYTES = 2_000;

    /** @throws ai.pmoves.dox.domain.error.DoxException {@code request.invalid} if it is too long */
    public Id {
        if (Text.requireShort(value, MAX_BYTES, "id").isEmpty()) {
            throw new IllegalArgumentException("id is empty");
        }
    }

    public static <T> Id<T> of(String value) {
        return new Id<>(value);
    }

    /** The same text as the id of another thing: a PDF's document has the id of its artifact. */
    public <U> Id<U> as() {
        return new Id<>(value);
    }

    @Override
    public int compareTo(Id<T> other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
