package ai.pmoves.dox.supabase.internal.copy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.jooq.binding.JsonText;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in the binary form of COPY: each row says how many fields it has, each field how long it is.
 *
 * <p>Not thread-safe.
 */
public final class BinaryCopy {
    static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    static final byte JSONB_VERSION = 1;

    /** The epoch of Postgres: the year 2000, in seconds since 1970. */
    static final long EPOCH_SECOND = 946_684_800;

    private static final int FLUSH_BYTES = 1 << 16;
    private static final int NULL = -1;
    private static final int END = -1;

    private final CopyIn copy;
    private byte[] bytes = new byte[FLUSH_BYTES * 2];
    private int length;

    private BinaryCopy(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Runs a COPY ... FROM STDIN (FORMAT BINARY) on the connection of {@code dsl} and ends it; an exception of the
     * writer cancels it.
     *
     * @return how many rows the database took
     */
    public static long into(DSLContext dsl, String sql, Consumer<BinaryCopy> writer) {
        return dsl.connectionResult(connection -> {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                var binary = new BinaryCopy(copy);
                binary.begin();
                writer.accept(binary);
                binary.end();
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    private void begin() {
        put(SIGNATURE);
        put(0, Integer.BYTES); // no flags
        put(0, Integer.BYTES); // no extension of the header
    }

    private void end() throws SQLException {
        put(END, Short.BYTES);
        flush();
    }

    public BinaryCopy row(int fields) {
        if (length >= FLUSH_BYTES) {
            try {
                flush();
            } catch (SQLException e) {
                throw new DataAccessException("COPY failed", e);
            }
        }
        return put(fields, Short.BYTES);
    }

    /** Writes a row of a table, each column as a field. */
    public void row(Row row) {
        int columns = row.table().columns().size();
        row(columns);
        for (int i = 0; i < columns; i++) {
            value(row.value(i));
        }
    }

    /** Writes a value of a {@link Row} as a field. */
    public void value(@Nullable Object value) {
        switch (value) {
            case null -> nothing();
            case String text -> text(text);
            case Integer number -> integer(number);
            case Long number -> bigint(number);
            case Double number -> bigint(Double.doubleToRawLongBits(number));
            case Boolean flag -> bool(flag);
            case Instant time -> time(time);
            case Json json -> json(JsonText.write(json));
            case float[] vector -> vector(vector);
            default -> throw new IllegalStateException("no value of a row: " + value.getClass());
        }
    }

    public BinaryCopy integer(int value) {
        return put(Integer.BYTES, Integer.BYTES).put(value, Integer.BYTES);
    }

    public BinaryCopy bigint(long value) {
        return put(Long.BYTES, Integer.BYTES).put(value, Long.BYTES);
    }

    private BinaryCopy bool(boolean value) {
        return put(1, Integer.BYTES).put(value ? 1 : 0, 1);
    }

    private BinaryCopy time(Instant value) {
        return bigint((value.getEpochSecond() - EPOCH_SECOND) * 1_000_000 + value.getNano() / 1_000);
    }

    public BinaryCopy text(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        var text = value.getBytes(StandardCharsets.UTF_8);
        return put(text.length, Integer.BYTES).put(text);
    }

    public BinaryCopy json(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        var text = value.getBytes(StandardCharsets.UTF_8);
        return put(1 + text.length, Integer.BYTES).put(JSONB_VERSION, 1).put(text);
    }

    public BinaryCopy vector(float @Nullable [] value) {
        if (value == null) {
            return nothing();
        }
        put(2 * Short.BYTES + value.length * Float.BYTES, Integer.BYTES);
        put(value.length, Short.BYTES).put(0, Short.BYTES);
        for (float component : value) {
            put(Float.floatToRawIntBits(component), Float.BYTES);
        }
        return this;
    }

    private BinaryCopy nothing() {
        return put(NULL, Integer.BYTES);
    }

    /** The last {@code size} bytes of a number, the highest first. */
    private BinaryCopy put(long number, int size) {
        room(size);
        for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            bytes[length++] = (byte) (number >>> shift);
        }
        return this;
    }

    private BinaryCopy put(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    private void room(int size) {
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size));
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(bytes, 0, length);
        length = 0;
    }
}
