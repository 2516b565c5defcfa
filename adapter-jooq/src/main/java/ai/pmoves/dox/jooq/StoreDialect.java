package ai.pmoves.dox.jooq;

import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;

/** What the repositories have to ask of a store, since its SQL differs. */
public interface StoreDialect {

    /** Why a statement failed. */
    enum Failure {
        ROW_EXISTS,
        PARENT_MISSING,
        /** The store is the secondary of a pair, and takes no writes. */
        NOT_PRIMARY,
        BUSY,
        /** The statement took longer than it may, and was cancelled. */
        TIMED_OUT,
        /** The store could not be asked, or did nothing. */
        UNAVAILABLE,
        /** The connection broke: what was asked last may have been done or not. */
        LOST,
        CORRUPT,
        OTHER
    }

    /** Says why a statement failed. */
    Failure classify(DataAccessException e);

    /**
     * Reserves numbers for new rows of a table, within the transaction of {@code dsl}.
     *
     * @return the first of {@code count} ascending numbers, above those of all rows there
     */
    long nextSeq(DSLContext dsl, Table<?> table, Field<Long> seq, int count);

    /** Whether the field, which may be longer than an index keeps, is this text. */
    Condition equal(Field<String> field, String text);

    /** Whether the text occurs in the field as it is. */
    Condition contains(Field<String> field, String text);

    /** Whether the text occurs in the field, in any case. */
    Condition containsIgnoreCase(Field<String> field, String text);

    /** The text with the letters A to Z, and no others, in lower case. */
    Field<String> lowerCase(Field<String> field);

    /** Whether the field is a JSON list with this string in it; false where it is no JSON. */
    Condition jsonListContains(Field<?> field, String item);
}
