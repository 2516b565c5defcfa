package ai.pmoves.dox.testing.stores.canonical;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.StringJoiner;

/**
 * What a column holds, by the type that the embedded store's schema gives it. Each kind writes a value that is not null
 * in the one form that stands for it, from either database.
 */
public enum ColumnKind {
    /** As it is. */
    TEXT {
        @Override
        String read(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }
    },
    /** Digits. */
    WHOLE {
        @Override
        String read(ResultSet row, int column) throws SQLException {
            return Long.toString(row.getLong(column));
        }
    },
    /** The bits in hex, so that -0.0 is not 0.0. */
    DOUBLE {
        @Override
        String read(ResultSet row, int column) throws SQLException {
            return HexFormat.of().toHexDigits(Double.doubleToRawLongBits(row.getDouble(column)));
        }
    },
    TRUTH {
        @Override
        String read(ResultSet row, int column) throws SQLException {
            return Boolean.toString(row.getBoolean(column));
        }
    },
    /** Microseconds since 1970. */
    TIME {
        @Override
        String read(ResultSet row, int column) throws SQLException {
            var time = isText(row, column)
                    ? Instant.parse(row.getString(column))
                    : row.getObject(column, OffsetDateTime.class).toInstant();
            return ChronoUnit.MICROS.between(Instant.EPOCH, time) + "us";
        }
    },
    /** {@link CanonicalJson}. */
    JSON {
        @Override
        String read(ResultSet row, int column) throws SQLException {
            return CanonicalJson.of(row.getString(column));
        }
    },
    /** The bits of each component in hex. */
    VECTOR {
        @Override
        String read(ResultSet row, int column) throws SQLException {
            var components = new StringJoiner(" ");
            for (float component : vector(row, column)) {
                components.add(HexFormat.of().toHexDigits(Float.floatToRawIntBits(component)));
            }
            return components.toString();
        }
    };

    abstract String read(ResultSet row, int column) throws SQLException;

    /** @param declared as the embedded store's schema writes it */
    static ColumnKind of(String declared) {
        return switch (declared) {
            case "text" -> TEXT;
            case "integer", "bigint" -> WHOLE;
            case "double precision" -> DOUBLE;
            case "boolean" -> TRUTH;
            case "timestamp_text" -> TIME;
            case "json_text" -> JSON;
            case "vector_blob" -> VECTOR;
            default -> throw new IllegalArgumentException("no column kind is known for the type " + declared);
        };
    }

    private static boolean isText(ResultSet row, int column) throws SQLException {
        return row.getObject(column) instanceof String;
    }

    /** Little-endian floats, or numbers in brackets. */
    private static float[] vector(ResultSet row, int column) throws SQLException {
        if (row.getObject(column) instanceof byte[] bytes) {
            var vector = new float[bytes.length / Float.BYTES];
            ByteBuffer.wrap(bytes)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(vector);
            return vector;
        }
        var numbers = row.getString(column).replaceAll("[\\[\\]]", "").split(",");
        var vector = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            vector[i] = Float.parseFloat(numbers[i]);
        }
        return vector;
    }
}
