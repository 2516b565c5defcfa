package ai.pmoves.dox.supabase;

import com.pgvector.PGvector;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Writes rows in the binary form of COPY: each row says how many fields it has, each field how long it is.
 *
 * <p>Belongs to one thread.
 */
final class BinaryCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int FLUSH_BYTES = 1 << 16;
    private static final byte JSONB_VERSION = 1;

    private final CopyIn copy;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(FLUSH_BYTES * 2);
    private final DataOutputStream out = new DataOutputStream(bytes);

    private BinaryCopy(CopyIn copy) {
        this.copy = copy;
    }

    /**
     * Runs a COPY ... FROM STDIN (FORMAT BINARY) on the connection of {@code dsl} and ends it; an exception of the
     * writer cancels it.
     *
     * @return how many rows the database took
     */
    static long into(DSLContext dsl, String sql, Consumer<BinaryCopy> writer) {
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

    private void begin() throws SQLException {
        write(() -> {
            out.write(SIGNATURE);
            out.writeInt(0); // no flags
            out.writeInt(0); // no extension of the header
        });
    }

    private void end() throws SQLException {
        write(() -> out.writeShort(-1));
        flush();
    }

    BinaryCopy row(int fields) {
        if (bytes.size() >= FLUSH_BYTES) {
            try {
                flush();
            } catch (SQLException e) {
                throw new DataAccessException("COPY failed", e);
            }
        }
        return write(() -> out.writeShort(fields));
    }

    BinaryCopy integer(int value) {
        return write(() -> {
            out.writeInt(Integer.BYTES);
            out.writeInt(value);
        });
    }

    BinaryCopy text(@Nullable String value) {
        return value == null ? nothing() : field(value.getBytes(StandardCharsets.UTF_8));
    }

    BinaryCopy json(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        var text = value.getBytes(StandardCharsets.UTF_8);
        return write(() -> {
            out.writeInt(1 + text.length);
            out.writeByte(JSONB_VERSION);
            out.write(text);
        });
    }

    BinaryCopy vector(float @Nullable [] value) {
        if (value == null) {
            return nothing();
        }
        var vector = new PGvector(value);
        var field = new byte[vector.lengthInBytes()];
        vector.toBytes(field, 0);
        return field(field);
    }

    private BinaryCopy nothing() {
        return write(() -> out.writeInt(-1));
    }

    private BinaryCopy field(byte[] value) {
        return write(() -> {
            out.writeInt(value.length);
            out.write(value);
        });
    }

    private void flush() throws SQLException {
        var chunk = bytes.toByteArray();
        copy.writeToCopy(chunk, 0, chunk.length);
        bytes.reset();
    }

    private BinaryCopy write(Write action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes every byte", e);
        }
        return this;
    }

    @FunctionalInterface
    private interface Write {
        void run() throws IOException;
    }
}
