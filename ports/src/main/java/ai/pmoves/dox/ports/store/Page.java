package ai.pmoves.dox.ports.store;

import java.util.List;
import java.util.Optional;

/**
 * Some items of a list, in its order.
 *
 * @param next the cursor of the page after this one, empty on the last
 */
public record Page<T>(List<T> items, Optional<String> next) {
    public Page {
        items = List.copyOf(items);
    }
}
