package ai.pmoves.dox.ports.store;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The last known health of a store.
 *
 * @param problem why the store cannot be used, null if it can
 * @param versions of what the store runs on, for example {@code postgres}; empty if not known
 * @param warnings what the operator should fix, one sentence each
 * @param rest the health of its REST side, null if it has none or none is known
 */
public record StoreHealth(
        @Nullable String problem,
        SortedMap<String, String> versions,
        List<String> warnings,
        @Nullable RestHealth rest) {
    public StoreHealth {
        versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
        warnings = List.copyOf(warnings);
    }

    public static StoreHealth available(Map<String, String> versions) {
        return new StoreHealth(null, new TreeMap<>(versions), List.of(), null);
    }

    public static StoreHealth unavailable(String problem) {
        return new StoreHealth(problem, new TreeMap<>(), List.of(), null);
    }

    /** The same with a REST side. */
    public StoreHealth withRest(RestHealth side) {
        return new StoreHealth(problem, versions, warnings, side);
    }

    public boolean isAvailable() {
        return problem == null;
    }

    /** Why the store cannot be used; empty if it can. */
    public Optional<String> reason() {
        return Optional.ofNullable(problem);
    }
}
