package ai.pmoves.dox.sqlite.legacy;

import org.jspecify.annotations.Nullable;

/** Converts the value of a file's column to the store's. Stateless. */
@FunctionalInterface
interface ColumnConverter {

    /**
     * Returns a value of the class that the column of the store has, or null.
     *
     * @param raw null, an {@link Integer}, {@link Long}, {@link Double}, a {@link String} that is valid UTF-8, or the
     *     bytes of a BLOB or of text that is no UTF-8
     * @param notes receives the data issues
     */
    @Nullable
    Object read(@Nullable Object raw, IssueLog notes);
}
