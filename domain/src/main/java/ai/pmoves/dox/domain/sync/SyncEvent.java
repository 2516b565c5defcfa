package ai.pmoves.dox.domain.sync;

import ai.pmoves.dox.domain.Json;
import java.time.Instant;

/**
 * Something that was done to a pair of stores, for the record.
 *
 * @param actor who did it: a user and a machine
 * @param step one word, for example {@code cutover.released}
 * @param figures what was measured then, a JSON object
 */
public record SyncEvent(Instant at, String actor, String step, Json figures) {}
