package ai.pmoves.dox.jooq;

import java.time.Instant;
import java.util.function.Function;
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
        /** All connections of the pool are in use. */
        ALL_IN_USE,
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

    /** Indexes what has been inserted into a table, where the database does not, within the transaction of {@code dsl}. */
    void indexNewRows(DSLContext dsl, Table<?> table);

    /**
     * Whether a time is in a range with at least one end. {@code dsl} is asked how the rows are best found.
     *
     * @param range asks it of a field
     */
    Condition within(DSLContext dsl, Field<Instant> field, Function<Field<Instant>, Condition> range);

    /** Whether the text occurs in the field as it is. {@code dsl} is asked how the rows are best found. */
    Condition contains(DSLContext dsl, Field<String> field, String text);

    /** Whether the text occurs in the field, in any case. {@code dsl} is asked how the rows are best found. */
    Condition containsIgnoreCase(DSLContext dsl, Field<String> field, String text);

    /** The text with the letters A to Z, and no others, in lower case. */
    Field<String> lowerCase(Field<String> field);

    /** Whether an operation's tags, a JSON list, have this one in them; false where they are no JSON. */
    Condition hasTag(DSLContext dsl, String tag);
}
