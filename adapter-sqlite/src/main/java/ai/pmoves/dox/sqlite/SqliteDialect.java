package ai.pmoves.dox.sqlite;

import static ai.pmoves.dox.jooq.tables.Tables.API_ENDPOINTS;
import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.jooq.StoreDialect;
import ai.pmoves.dox.sqlite.internal.rows.PartIndex;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** The SQLite parts of the repositories' SQL. */
final class SqliteDialect implements StoreDialect {
    static final String CONTAINS = "dox_contains";

    private static final String TAGGED = "select endpoint_id from api_endpoint_tags where tag = {1}";

    /** Tests each operation for the tag, in the order of the list. */
    private static final String EACH_TAGGED =
            "exists (select 1 from api_endpoint_tags where tag = {1} and endpoint_id = {0})";

    @Override
    public Failure classify(DataAccessException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return Failure.BUSY; // the one writing connection was not free in time
            }
            var failure = cause instanceof SQLException sql ? classify(sql) : Optional.<Failure>empty();
            if (failure.isPresent()) {
                return failure.get();
            }
        }
        return Failure.OTHER;
    }

    private static Optional<Failure> classify(SQLException e) {
        var code = SQLiteErrorCode.getErrorCode(e.getErrorCode());
        return switch (code) {
            case SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE -> Optional.of(Failure.ROW_EXISTS);
            case SQLITE_CONSTRAINT_FOREIGNKEY -> Optional.of(Failure.PARENT_MISSING);
            case SQLITE_CONSTRAINT, SQLITE_CONSTRAINT_TRIGGER -> byMessage(e.getMessage());
            case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_BUSY_RECOVERY, SQLITE_LOCKED -> Optional.of(Failure.BUSY);
            case SQLITE_CANTOPEN, SQLITE_FULL, SQLITE_READONLY, SQLITE_IOERR, SQLITE_PERM ->
                Optional.of(Failure.UNAVAILABLE);
            case SQLITE_CORRUPT, SQLITE_NOTADB -> Optional.of(Failure.CORRUPT);
            default -> Optional.empty();
        };
    }

    private static Optional<Failure> byMessage(@Nullable String message) {
        if (message == null) {
            return Optional.empty();
        }
        if (message.contains("dox: not the primary")) {
            return Optional.of(Failure.NOT_PRIMARY);
        }
        if (message.contains("dox: a row waits to be sent")) {
            return Optional.of(Failure.BUSY);
        }
        if (message.contains("FOREIGN KEY")) {
            return Optional.of(Failure.PARENT_MISSING);
        }
        return message.contains("UNIQUE") ? Optional.of(Failure.ROW_EXISTS) : Optional.empty();
    }

    @Override
    public long nextSeq(DSLContext dsl, Table<?> table, Field<Long> seq, int count) {
        // one writer at a time: no other transaction can take a number before this one commits
        var last = dsl.select(DSL.max(seq)).from(table).fetchSingle().value1();
        return last == null ? 1 : last + 1;
    }

    @Override
    public Condition equal(Field<String> field, String text) {
        return field.eq(text);
    }

    /** Without statistics SQLite estimates any range with two bounds as short, and any other as long. */
    @Override
    public Condition within(DSLContext dsl, Field<Instant> field, Function<Field<Instant>, Condition> range) {
        var table =
                DSL.table(requireNonNull(((TableField<?, ?>) field).getTable()).getQualifiedName());
        var number = DSL.field("{0}.rowid", Long.class, table);
        int found = dsl.fetchCount(
                dsl.selectOne().from(table).where(range.apply(field)).limit(PartIndex.FEW + 1));
        return found > PartIndex.FEW
                ? range.apply(DSL.field("+{0}", field.getDataType(), field))
                : number.in(DSL.select(number).from(table).where(range.apply(field)));
    }

    @Override
    public void indexNewRows(DSLContext dsl, Table<?> table) {
        PartIndex.addNewRows(dsl, table.getName());
    }

    @Override
    public Condition contains(DSLContext dsl, Field<String> field, String text) {
        return PartIndex.candidates(dsl, field, text)
                .orElse(DSL.noCondition())
                .and(DSL.condition("instr({0}, {1}) > 0", field, DSL.val(text)));
    }

    @Override
    public Condition containsIgnoreCase(DSLContext dsl, Field<String> field, String text) {
        var part = fold(text);
        return PartIndex.candidates(dsl, field, part).orElse(DSL.noCondition()).and(foldedContains(field, part));
    }

    /**
     * SQLite lowers A to Z only, which is enough for a part of ASCII, but for two letters whose lower case has some:
     * the Kelvin sign and the Turkish I with a dot.
     */
    private static Condition foldedContains(Field<String> field, String part) {
        var folded = DSL.condition(CONTAINS + "({0}, {1})", field, DSL.val(part));
        if (!part.chars().allMatch(c -> c < 0x80)) {
            return folded;
        }
        var plain = DSL.condition("instr(lower({0}), {1}) > 0", field, DSL.val(part));
        return part.contains("k") || part.contains("i")
                ? plain.or(DSL.condition("(instr({0}, '\u212A') > 0 or instr({0}, '\u0130') > 0)", field)
                        .and(folded))
                : plain;
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public Field<String> lowerCase(Field<String> field) {
        return DSL.lower(field); // it lowers no other letters
    }

    @Override
    public Condition hasTag(DSLContext dsl, String tag) {
        return DSL.condition(
                PartIndex.isCommon(dsl, TAGGED.replace("{1}", "?"), tag) ? EACH_TAGGED : "{0} in (" + TAGGED + ")",
                API_ENDPOINTS.ID,
                DSL.val(tag));
    }
}
