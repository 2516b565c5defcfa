package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import java.util.Collection;
import java.util.List;

/** Rows as a person names them: a table and a key, as in {@code artifacts:0193}. */
public final class RowNames {
    private RowNames() {}

    static String of(RowKey key) {
        return key.table().text() + ":" + key.key();
    }

    /**
     * The rows of these names.
     *
     * @throws DoxException {@code request.invalid} naming the one that is none
     */
    public static List<RowKey> parse(Collection<String> names) {
        return names.stream().map(RowNames::parse).toList();
    }

    private static RowKey parse(String name) {
        int colon = name.indexOf(':');
        return StoreTable.named(name.substring(0, Math.max(0, colon)))
                .map(table -> new RowKey(table, name.substring(colon + 1)))
                .orElseThrow(() -> new DoxException(
                        ErrorCode.REQUEST_INVALID,
                        "'%s' names no row; a row is named by its table and its key, as in artifacts:0193."
                                .formatted(name)));
    }
}
