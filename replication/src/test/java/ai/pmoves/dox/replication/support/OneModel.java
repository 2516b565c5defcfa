package ai.pmoves.dox.replication.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowChange;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** The model from which all vectors of a hub in memory are; the first one counts. Safe for use by many threads. */
final class OneModel {
    private @Nullable String model;

    /** @throws DoxException {@code search.model-mismatch} */
    synchronized void require(String text) {
        check(text);
        model = text;
    }

    /**
     * Like {@link #require}, but chooses no model.
     *
     * @throws DoxException {@code search.model-mismatch}
     */
    synchronized void check(String text) {
        if (model != null && !model.equals(text)) {
            throw new DoxException(
                    ErrorCode.MODEL_MISMATCH, "The vectors of this store are from %s, not %s.".formatted(model, text));
        }
    }

    /** @throws DoxException {@code search.model-mismatch} if one of the rows has a vector of another model */
    void require(Collection<Row> rows) {
        rows.stream().filter(row -> row.table() == StoreTable.SEARCH_CHUNKS).forEach(row -> {
            if (row.value("embedding_model") instanceof String text) {
                require(text);
            }
        });
    }

    synchronized void replace(String text) {
        model = text;
    }

    synchronized RowChange withoutForeignVector(RowChange change) {
        var row = change.row();
        boolean isForeign = row != null
                && row.table() == StoreTable.SEARCH_CHUNKS
                && row.value("embedding_model") instanceof String text
                && model != null
                && !model.equals(text);
        return isForeign ? change.withRow(row.withoutVector()) : change;
    }
}
