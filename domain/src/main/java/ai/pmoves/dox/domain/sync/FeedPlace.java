package ai.pmoves.dox.domain.sync;

import static java.util.Objects.requireNonNull;

/**
 * How far an embedded store has come with the feed of a shared one.
 *
 * @param hubId the shared store's id
 * @param cursor a place in its feed, which only that store understands
 */
public record FeedPlace(String hubId, String cursor) {
    public FeedPlace {
        requireNonNull(hubId, "hubId");
        requireNonNull(cursor, "cursor");
    }
}
