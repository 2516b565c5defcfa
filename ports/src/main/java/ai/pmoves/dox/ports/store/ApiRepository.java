package ai.pmoves.dox.ports.store;

import ai.pmoves.dox.domain.ApiEndpoint;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.Writes;
import java.util.List;
import java.util.Optional;

/** Keeps the operations of API descriptions, which never change once added. */
public interface ApiRepository {

    /** Returns the operation, or empty if it was never added or has been removed. */
    @Reads
    Optional<ApiEndpoint> find(Id<ApiEndpoint> id);

    /**
     * Adds the operations in their order.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.row-exists} or {@code store.parent-missing};
     *     none of them was written
     */
    @Writes
    void addAll(List<ApiEndpoint> endpoints);

    /** Returns the operations that the filter takes, in insertion order. */
    @Reads
    Page<ApiEndpoint> list(ApiFilter filter, PageRequest page);
}
