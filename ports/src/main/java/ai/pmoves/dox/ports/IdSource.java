package ai.pmoves.dox.ports;

import ai.pmoves.dox.domain.Id;

/** Makes ids that no other process makes. Thread-safe. */
@FunctionalInterface
public interface IdSource {
    /** Returns a new id. Ids of one source ascend as text, so that rows written together lie together. */
    String next();

    /** A new id, typed for the row that the caller creates. */
    default <T> Id<T> nextId() {
        return Id.of(next());
    }
}
