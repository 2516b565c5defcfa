package ai.pmoves.dox.supabase;

import static ai.pmoves.dox.jooq.tables.Tables.API_ENDPOINTS;
import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.jooq.StoreDialect;
import ai.pmoves.dox.jooq.binding.JsonText;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** The Postgres parts of the repositories' SQL. */
final class PostgresDialect implements StoreDialect {
    /** The pool's message, without an SQLSTATE, for a connection that was closed while in use. */
    private static final String GIVEN_UP = "Connection is closed";

    /** How many characters of a text are in the index that compares it. */
    private static final int INDEXED_CHARACTERS = 200;

    private static final int TRIGRAM = 3;

    /** From so many characters on the planner itself estimates a part as rare. */
    private static final int LONG = 8;

    /** The sample size that decides whether a condition is common, and the number of rows that must fulfil it. */
    private static final int SAMPLE = 2_000;

    private static final int COMMON = 20;

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

    /** Classifies an SQLSTATE; its first two characters are the class. */
    private static Failure classify(String state) {
        return switch (state) {
            case "23505" -> Failure.ROW_EXISTS;
            case "23503" -> Failure.PARENT_MISSING;
            case "DX001" -> Failure.NOT_PRIMARY; // our own triggers'
            case SupabaseConnections.ALL_IN_USE -> Failure.ALL_IN_USE;
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
     * The numbers come from a sequence, or from what was copied in from another store if that went further. Other
     * transactions may take numbers in between; rows that are written at the same time may then share one.
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

    @Override
    public void indexNewRows(DSLContext dsl, Table<?> table) {
        // Postgres does
    }

    /** The index has the beginning of the text, since an entry of it may not be long. */
    @Override
    public Condition equal(Field<String> field, String text) {
        return DSL.condition("left({0}, %1$d) = left({1}, %1$d)".formatted(INDEXED_CHARACTERS), field, DSL.val(text))
                .and(field.eq(text));
    }

    @Override
    public Condition within(DSLContext dsl, Field<Instant> field, Function<Field<Instant>, Condition> range) {
        return range.apply(field);
    }

    @Override
    public Condition contains(DSLContext dsl, Field<String> field, String text) {
        return part(dsl, field, text, DSL.condition("{0} like {1}", field, DSL.val(pattern(text))));
    }

    /** With the rules of Unicode whatever the database's locale: it lowers as Java does. */
    @Override
    public Condition containsIgnoreCase(DSLContext dsl, Field<String> field, String text) {
        var part = pattern(text.toLowerCase(Locale.ROOT));
        return part(dsl, field, text, DSL.condition("lower({0} collate \"und-x-icu\") like {1}", field, DSL.val(part)));
    }

    private static Condition part(DSLContext dsl, Field<?> field, String part, Condition condition) {
        int length = part.codePointCount(0, part.length());
        return length < TRIGRAM || length >= LONG ? condition : indexed(dsl, field, condition);
    }

    /**
     * A condition that uses an index, unless a page of matching rows is soon found in the order of the list.
     *
     * <p>Row security keeps statistics from the planner. It estimates that one row of a hundred has a tag, and one of
     * twenty-five a part of three characters, and would read the list. The share of a condition that is there three
     * times is that to the third power.
     *
     * <p>The sample is a query of its own, since a statement has one plan.
     */
    private static Condition indexed(DSLContext dsl, Field<?> field, Condition condition) {
        var table = requireNonNull(((TableField<?, ?>) field).getTable());
        var first = DSL.select(field)
                .from(table)
                .orderBy(table.field("seq"))
                .limit(SAMPLE)
                .asTable(table.getUnqualifiedName());
        boolean isCommon = dsl.fetchCount(DSL.selectOne().from(first).where(condition)) >= COMMON;
        return isCommon ? condition : DSL.condition("({0} and {0} and {0})", condition);
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
    public Condition hasTag(DSLContext dsl, String tag) {
        var list = JsonText.write(Json.of(List.of(tag)));
        return indexed(
                dsl, API_ENDPOINTS.TAGS, DSL.condition("{0} @> cast({1} as jsonb)", API_ENDPOINTS.TAGS, DSL.val(list)));
    }
}
