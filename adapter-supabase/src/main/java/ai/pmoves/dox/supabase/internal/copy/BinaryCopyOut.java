package ai.pmoves.dox.supabase.internal.copy;

import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.ColumnType;
import ai.pmoves.dox.domain.rows.InvalidValue;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.text.Times;
import ai.pmoves.dox.jooq.binding.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * Reads rows of a table in the binary form of COPY, as {@link BinaryCopy} writes them.
 *
 * <p>Not thread-safe. Closing it early closes the connection: the protocol cannot tell a cancelled copy from one that
 * the server ended.
 */
public final class BinaryCopyOut implements AutoCloseable {
    private static final int NULL = -1;
    private static final int END = -1;
    private static final int MICROS = 1_000_000;
    private static final String PROTOCOL_VIOLATION = "08P01";

    private final PgConnection connection;
    private final CopyOut copy;
    private final StoreTable table;
    private final ColumnType[] types;
    private byte[] bytes = new byte[0];
    private int position;
    private int limit;

    private BinaryCopyOut(PgConnection connection, StoreTable table, String query) throws SQLException {
        this.connection = connection;
        this.copy = connection.getCopyAPI().copyOut("copy (" + query + ") to stdout (format binary)");
        this.table = table;
        this.types = table.columns().stream().map(Column::type).toArray(ColumnType[]::new);
    }

    /** Runs a COPY ... TO STDOUT of a query that selects every column of a table. */
    public static BinaryCopyOut of(Connection connection, StoreTable table, String query) throws SQLException {
        var out = new BinaryCopyOut(connection.unwrap(PgConnection.class), table, query);
        out.skip(BinaryCopy.SIGNATURE.length + Integer.BYTES); // flags, of which there are none
        out.skip((int) out.number(Integer.BYTES)); // the extension of the header
        return out;
    }

    /** Goes to the next row; false after the last. */
    public boolean next() throws SQLException {
        if ((short) number(Short.BYTES) != END) {
            return true;
        }
        while (copy.readFromCopy() != null) { // the server may still report the end
            continue;
        }
        return false;
    }

    /** Reads the row. */
    public Row row() throws SQLException {
        var values = new @Nullable Object[types.length];
        for (int i = 0; i < types.length; i++) {
            values[i] = value(types[i]);
        }
        return Row.of(table, values);
    }

    private @Nullable Object value(ColumnType type) throws SQLException {
        return switch (type) {
            case TEXT -> text();
            case INTEGER -> integer();
            case BIGINT -> bigint();
            case DOUBLE -> {
                var number = floating();
                yield number == null || Double.isFinite(number) ? number : new InvalidValue(number.toString());
            }
            case BOOLEAN -> bool();
            case JSON -> {
                var text = json();
                yield text == null ? null : JsonText.read(text);
            }
            case TIME -> {
                var time = time();
                yield time == null || Times.canBeStored(time) ? time : new InvalidValue(time.toString());
            }
            case VECTOR -> vector();
        };
    }

    private @Nullable String text() throws SQLException {
        int size = size();
        return size == NULL ? null : text(size);
    }

    /** The text of a jsonb. */
    private @Nullable String json() throws SQLException {
        int size = size();
        if (size == NULL) {
            return null;
        }
        skip(1); // its version
        return text(size - 1);
    }

    private @Nullable Integer integer() throws SQLException {
        return size() == NULL ? null : (int) number(Integer.BYTES);
    }

    private @Nullable Long bigint() throws SQLException {
        return size() == NULL ? null : number(Long.BYTES);
    }

    private @Nullable Double floating() throws SQLException {
        return size() == NULL ? null : Double.longBitsToDouble(number(Long.BYTES));
    }

    private @Nullable Boolean bool() throws SQLException {
        return size() == NULL ? null : number(1) == 1;
    }

    private @Nullable Instant time() throws SQLException {
        if (size() == NULL) {
            return null;
        }
        long micros = number(Long.BYTES);
        return Instant.ofEpochSecond(
                BinaryCopy.EPOCH_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
    }

    private float @Nullable [] vector() throws SQLException {
        if (size() == NULL) {
            return null;
        }
        var vector = new float[(int) number(Short.BYTES)];
        skip(Short.BYTES);
        need(vector.length * Float.BYTES);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = Float.intBitsToFloat((int) number(Float.BYTES));
        }
        return vector;
    }

    private int size() throws SQLException {
        return (int) number(Integer.BYTES);
    }

    private String text(int size) throws SQLException {
        need(size);
        var text = new String(bytes, position, size, StandardCharsets.UTF_8);
        position += size;
        return text;
    }

    /** A number of this many bytes, the highest first, and without a sign. */
    private long number(int size) throws SQLException {
        need(size);
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << Byte.SIZE | bytes[position++] & 0xff;
        }
        return number;
    }

    private void skip(int size) throws SQLException {
        need(size);
        position += size;
    }

    /** The server sends a row at a time, but need not. */
    private void need(int size) throws SQLException {
        while (limit - position < size) {
            var more = copy.readFromCopy();
            if (more == null) {
                throw new SQLException("COPY ended within a row", PROTOCOL_VIOLATION);
            }
            if (position == limit) {
                bytes = more;
            } else {
                var rest = Arrays.copyOfRange(bytes, position, limit);
                bytes = Arrays.copyOf(rest, rest.length + more.length);
                System.arraycopy(more, 0, bytes, rest.length, more.length);
            }
            position = 0;
            limit = bytes.length;
        }
    }

    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            connection.abort(Runnable::run);
        }
    }
}
