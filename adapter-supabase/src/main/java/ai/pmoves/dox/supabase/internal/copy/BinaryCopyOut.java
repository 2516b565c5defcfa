package ai.pmoves.dox.supabase.internal.copy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyOut;
import org.postgresql.jdbc.PgConnection;

/**
 * Reads rows in the binary form of COPY, as {@link BinaryCopy} writes them: {@link #next} goes to a row, of which then
 * each field is read in its order.
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
    private byte[] bytes = new byte[0];
    private int position;
    private int limit;

    private BinaryCopyOut(PgConnection connection, String sql) throws SQLException {
        this.connection = connection;
        this.copy = connection.getCopyAPI().copyOut(sql);
    }

    /** Runs a COPY ... TO STDOUT (FORMAT BINARY). */
    public static BinaryCopyOut of(Connection connection, String sql) throws SQLException {
        var out = new BinaryCopyOut(connection.unwrap(PgConnection.class), sql);
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

    @Nullable
    String text() throws SQLException {
        int size = size();
        return size == NULL ? null : text(size);
    }

    /** The text of a jsonb. */
    @Nullable
    String json() throws SQLException {
        int size = size();
        if (size == NULL) {
            return null;
        }
        skip(1); // its version
        return text(size - 1);
    }

    @Nullable
    Integer integer() throws SQLException {
        return size() == NULL ? null : (int) number(Integer.BYTES);
    }

    @Nullable
    Long bigint() throws SQLException {
        return size() == NULL ? null : number(Long.BYTES);
    }

    @Nullable
    Double floating() throws SQLException {
        return size() == NULL ? null : Double.longBitsToDouble(number(Long.BYTES));
    }

    @Nullable
    Boolean bool() throws SQLException {
        return size() == NULL ? null : number(1) == 1;
    }

    @Nullable
    Instant time() throws SQLException {
        if (size() == NULL) {
            return null;
        }
        long micros = number(Long.BYTES);
        return Instant.ofEpochSecond(
                BinaryCopy.EPOCH_SECOND + Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1_000L);
    }

    float @Nullable [] vector() throws SQLException {
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
