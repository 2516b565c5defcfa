package ai.pmoves.dox.ports.store;

import java.util.Optional;

/**
 * Which page of a list.
 *
 * @param cursor the {@link Page#next} of the page before, empty for the first; opaque, and good only for the
 *     same list with the same filter. One that no list gave is refused with {@code request.cursor-invalid}
 * @param limit 1 to {@link #MAX_LIMIT}
 */
public record PageRequest(Optional<String> cursor, int limit) {
    public static final int MAX_LIMIT = 1000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is %d; it has to be 1 to %d".formatted(limit, MAX_LIMIT));
        }
    }

    public static PageRequest first(int limit) {
        return new PageRequest(Optional.empty(), limit);
    }

    public static PageRequest after(String cursor, int limit) {
        return new PageRequest(Optional.of(cursor), limit);
    }
}
