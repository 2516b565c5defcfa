package ai.pmoves.dox.domain.rows;

import org.jspecify.annotations.Nullable;

/**
 * Carries a row from one store to another, with what else the sender has to know of it.
 *
 * @param <T> the class itself
 */
public interface RowCarrier<T extends RowCarrier<T>> {

    /** The row; null if there is none. */
    @Nullable
    Row row();

    /** The same with another row in place of this one. */
    T withRow(Row other);
}
