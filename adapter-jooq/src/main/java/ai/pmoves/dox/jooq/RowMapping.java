package ai.pmoves.dox.jooq;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * How a domain record becomes a row of its table and back, said once per column.
 *
 * <p>Rows are inserted by plain JDBC batches of the statement that jOOQ renders, which is several times as fast
 * as binding each row through jOOQ.
 *
 * @param <T> the domain record
 */
final class RowMapping<T> {
    private static final int BATCH_ROWS = 5_000;

    private final JooqSession session;
    private final Table<?> table;
    private final Field<String> id;
    private final Field<Long> seq;
    private final Function<Record, T> read;
    private final Map<Field<?>, Function<T, @Nullable Object>> columns = new LinkedHashMap<>();

    RowMapping(JooqSession session, Table<?> table, Function<Record, T> read) {
        this.session = session;
        this.table = table;
        this.id = requireNonNull(table.field("id", String.class), "every such table has an id");
        this.seq = requireNonNull(table.field("seq", Long.class), "every such table has a seq");
        this.read = read;
    }

    /** A time that has to be there; 1970 where the stored text is none. */
    static Instant orEpoch(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }

    <V> RowMapping<T> column(Field<V> field, Function<T, @Nullable V> value) {
        columns.put(field, value::apply);
        return this;
    }

    /** An id column, or a reference to one. */
    RowMapping<T> idColumn(Field<String> field, Function<T, @Nullable Id<?>> value) {
        return column(field, row -> {
            var valueId = value.apply(row);
            return valueId == null ? null : valueId.value();
        });
    }

    Optional<T> find(Id<?> key) {
        return findOne(id.eq(key.value()));
    }

    Optional<T> findOne(Condition condition, SortField<?>... order) {
        return session.read(dsl -> dsl.selectFrom(table)
                .where(condition)
                .orderBy(order)
                .limit(1)
                .fetchOptional()
                .map(read::apply));
    }

    List<T> list(Condition condition, SortField<?>... order) {
        return session.read(
                dsl -> dsl.selectFrom(table).where(condition).orderBy(order).fetch(read::apply));
    }

    /** A page in insertion order. */
    Page<T> page(Condition condition, PageRequest request) {
        return page(seq, condition, request);
    }

    /** A page in insertion order of the rows that fulfil a condition, which depends on what is in the store. */
    Page<T> page(Function<DSLContext, Condition> condition, PageRequest request) {
        return page(seq, condition, request);
    }

    /** A page in the order of a number column, then of the id. */
    <N extends Number> Page<T> page(Field<N> position, Condition condition, PageRequest request) {
        return page(position, dsl -> condition, request);
    }

    private <N extends Number> Page<T> page(
            Field<N> position, Function<DSLContext, Condition> condition, PageRequest request) {
        var after = request.cursor()
                .map(Cursor::decode)
                .<Condition>map(last -> DSL.row(position.coerce(Long.class), id).gt(last.position(), last.id()))
                .orElse(DSL.noCondition());
        return session.read(dsl -> {
            var rows = dsl.selectFrom(table)
                    .where(condition.apply(dsl).and(after))
                    .orderBy(position, id)
                    .limit(request.limit() + 1)
                    .fetch();
            var more = rows.size() > request.limit();
            var shown = more ? rows.subList(0, request.limit()) : rows;
            var next = more ? Optional.of(cursor(shown.getLast(), position).encode()) : Optional.<String>empty();
            return new Page<T>(shown.stream().map(r -> read.apply((Record) r)).toList(), next);
        });
    }

    private Cursor cursor(Record row, Field<? extends Number> position) {
        return new Cursor(row.get(position).longValue(), row.get(id));
    }

    /** Inserts the rows in their order, all or none. */
    void insertAll(Collection<T> rows) {
        if (rows.isEmpty()) {
            return;
        }
        session.write(table.getName(), dsl -> {
            insert(dsl, rows);
            return rows.size();
        });
    }

    private void insert(DSLContext dsl, Collection<T> rows) {
        var fields = new ArrayList<Field<?>>(columns.keySet());
        fields.add(seq);
        long nextSeq = session.dialect().nextSeq(dsl, table, seq, rows.size());
        var sql = dsl.render(dsl.insertInto(table, fields).values(parameters(fields)));
        dsl.connection(connection -> {
            try (var statement = connection.prepareStatement(sql)) {
                long number = nextSeq;
                for (var row : rows) {
                    statement.setLong(bind(statement, row), number++);
                    statement.addBatch();
                    if (number % BATCH_ROWS == 0) {
                        statement.executeBatch(); // a driver keeps what it is given until then
                    }
                }
                statement.executeBatch();
            }
        });
        session.dialect().indexNewRows(dsl, table);
    }

    private static Object[] parameters(List<Field<?>> fields) {
        return fields.stream().map(field -> DSL.val(null, field)).toArray();
    }

    private int bind(PreparedStatement statement, T row) throws SQLException {
        int index = 1;
        for (var column : columns.entrySet()) {
            var value = column.getValue().apply(row);
            statement.setObject(index++, value == null ? null : toDatabase(column.getKey(), value));
        }
        return index;
    }

    private static <V> @Nullable Object toDatabase(Field<V> field, Object value) {
        return field.getConverter().to(field.getType().cast(value));
    }

    /**
     * Writes a row in the place of its last revision, whose number is one less.
     *
     * @param kind what such a row is, for messages
     * @throws DoxException {@code absent} if there is no row with its id, {@code store.row-stale} if the stored one
     *     has another revision; nothing was written
     */
    void update(T next, String kind, ErrorCode absent) {
        var revision = requireNonNull(table.field("revision", Long.class), "only rows with a revision are updated");
        var key = String.valueOf(value("id", next));
        long given = (long) value("revision", next) - 1;
        var values = new LinkedHashMap<Field<?>, @Nullable Object>();
        columns.forEach((field, value) -> values.put(field, value.apply(next)));
        values.remove(table.field("id"));
        int updated = session.write(table.getName(), dsl -> dsl.update(table)
                .set(values)
                .where(id.eq(key).and(revision.eq(given)))
                .execute());
        if (updated == 0) {
            var stored = session.read(
                    dsl -> dsl.select(revision).from(table).where(id.eq(key)).fetchOptional(revision));
            throw stored.map(other -> stale(kind, key, given, other))
                    .orElseGet(() -> new DoxException(absent, "%s not found: %s".formatted(kind, key)));
        }
    }

    /** The value of a column that is never null. */
    private Object value(String column, T row) {
        var value = requireNonNull(columns.get(table.field(column)), column);
        return requireNonNull(value.apply(row), column);
    }

    private static DoxException stale(String kind, String key, long given, long stored) {
        return new DoxException(
                ErrorCode.ROW_STALE,
                "The %s %s was changed meanwhile: it has revision %d, not %d; read it again before you change it."
                        .formatted(kind.toLowerCase(Locale.ROOT), key, stored, given));
    }

    int delete(Condition condition) {
        return session.write(
                table.getName(), dsl -> dsl.deleteFrom(table).where(condition).execute());
    }
}
