package ai.pmoves.dox.supabase;

import ai.pmoves.dox.jooq.StoreDialect;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Postgres's answers to what the repositories ask. */
final class PostgresDialect implements StoreDialect {
    /** What the pool says, without an SQLSTATE, of a connection that was given up while it was in use. */
    private static final String GIVEN_UP = "Connection is closed";

    /** Of a text, in an index by which it is compared. */
    private static final int INDEXED_CHARACTERS = 200;

    @Override
    public Failure classify(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return Failure.UNAVAILABLE; // the pool could not give a connection in time
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return classify(sql.getSQLState());
            }
            if (cause instanceof SQLException && GIVEN_UP.equals(cause.getMessage())) {
                return Failure.LOST;
            }
        }
        return Failure.OTHER;
    }

    /** Says what an SQLSTATE means here; its first two characters are the class. */
    private static Failure classify(String state) {
        return switch (state) {
            case "23505" -> Failure.ROW_EXISTS;
            case "23503" -> Failure.PARENT_MISSING;
            case "DX001" -> Failure.NOT_PRIMARY; // our own triggers'
            case "40001", "40P01", "55P03" -> Failure.BUSY; // serialization, deadlock, lock
            case "57014" -> Failure.TIMED_OUT;
            case "25006" -> Failure.UNAVAILABLE; // the database takes only reads
            case "XX000" -> Failure.LOST; // poolers' own
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "28", "3D", "53" -> Failure.UNAVAILABLE; // login, no such database, resources
                    case "08", "57", "58" -> Failure.LOST; // connection, operator, system
                    case "XX" -> Failure.CORRUPT;
                    default -> Failure.OTHER;
                };
        };
    }

    /**
     * The numbers come from a sequence, or from what was copied in from another store if that went further. Others
     * may take numbers in between; rows that are written at the same time may then share one.
     */
    @Override
    public long nextSeq(DSLContext dsl, Table<?> table, Field<Long> seq, int count) {
        var taken = DSL.field(
                "(select min(number) from (select nextval('dox.row_order') from generate_series(1, {0})) t (number))",
                Long.class, DSL.val(count));
        var highest = DSL.field(DSL.select(DSL.max(seq)).from(table));
        return dsl.select(DSL.greatest(taken, DSL.coalesce(highest.plus(1), 1L)))
                .fetchSingle(0, Long.class);
    }

    /** The index has the beginning of the text, since an entry of it may not be long. */
    @Override
    public Condition equal(Field<String> field, String text) {
        return DSL.condition("left({0}, %1$d) = left({1}, %1$d)".formatted(INDEXED_CHARACTERS), field, DSL.val(text))
                .and(field.eq(text));
    }

    @Override
    public Condition contains(Field<String> field, String text) {
        return DSL.condition("{0} like {1}", field, DSL.val(pattern(text)));
    }

    /** With the rules of Unicode whatever the database's locale: it lowers as Java does. */
    @Override
    public Condition containsIgnoreCase(Field<String> field, String text) {
        var part = pattern(text.toLowerCase(Locale.ROOT));
        return DSL.condition("lower({0} collate \"und-x-icu\") like {1}", field, DSL.val(part));
    }

    /** A pattern has an index of trigrams, which {@code position} has not. */
    private static String pattern(String part) {
        return "%" + part.replaceAll("[\\\\%_]", "\\\\$0") + "%";
    }

    @Override
    public Field<String> lowerCase(Field<String> field) {
        return DSL.field("lower({0} collate \"C\")", String.class, field);
    }

    @Override
    public Condition jsonListContains(Field<?> field, String item) {
        return DSL.condition("{0} @> jsonb_build_array(cast({1} as text))", field, DSL.val(item));
    }
}
