package ai.pmoves.dox.domain.rows;

import ai.pmoves.dox.domain.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The digest of a row's canonical form, the same whatever store the row was read from: each value with its type and
 * length, null apart from empty, the members of JSON objects in the order of their names, doubles and vectors by
 * their bits, times in microseconds.
 *
 * <p>Not thread-safe, and is used for one row after the other.
 */
public final class RowDigest {
    private static final int BYTES_OF_A_LINE = 256;

    private final MessageDigest sha256 = sha256();
    private byte[] form = new byte[BYTES_OF_A_LINE];
    private int length;

    /** 128 bits of a digest. */
    public record Digest(long high, long low) {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The digest of all columns. */
    public Digest of(Row row) {
        length = 0;
        int columns = row.table().columns().size();
        for (int i = 0; i < columns; i++) {
            put(row.value(i));
        }
        return digest();
    }

    private Digest digest() {
        sha256.update(form, 0, length);
        var hash = sha256.digest();
        return new Digest(longAt(hash, 0), longAt(hash, Long.BYTES));
    }

    private static long longAt(byte[] bytes, int offset) {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << Byte.SIZE | bytes[offset + i] & 0xff;
        }
        return value;
    }

    private void put(@Nullable Object value) {
        switch (value) {
            case null -> type('0');
            case String text -> text('s', text);
            case Integer number -> number('n', number);
            case Long number -> number('n', number);
            case Double number -> number('d', Double.doubleToLongBits(number));
            case Boolean flag -> type(flag ? 't' : 'f');
            case Instant time -> time(time);
            case Json json -> {
                type('j');
                put(json.value());
            }
            case BigInteger number -> text('i', number.toString());
            case BigDecimal number -> text('m', number.stripTrailingZeros().toString());
            case List<?> list -> {
                number('l', list.size());
                list.forEach(this::put);
            }
            case Map<?, ?> map -> object(map);
            case float[] vector -> vector(vector);
            case InvalidValue damaged -> text('x', damaged.text());
            default -> throw new IllegalArgumentException("no value of a row: " + value.getClass());
        }
    }

    private void object(Map<?, ?> map) {
        number('o', map.size());
        var sorted = new TreeMap<String, @Nullable Object>();
        map.forEach((name, item) -> sorted.put((String) name, item));
        sorted.forEach((name, item) -> {
            text('s', name);
            put(item);
        });
    }

    private void time(Instant time) {
        number('z', time.getEpochSecond());
        bits(time.getNano());
    }

    private void vector(float[] vector) {
        number('v', vector.length);
        for (float component : vector) {
            int bits = Float.floatToIntBits(component);
            room(Integer.BYTES);
            for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                form[length++] = (byte) (bits >>> shift);
            }
        }
    }

    private void text(char type, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        number(type, bytes.length);
        room(bytes.length);
        System.arraycopy(bytes, 0, form, length, bytes.length);
        length += bytes.length;
    }

    private void number(char type, long number) {
        type(type);
        bits(number);
    }

    private void bits(long number) {
        room(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            form[length++] = (byte) (number >>> shift);
        }
    }

    private void type(char type) {
        room(1);
        form[length++] = (byte) type;
    }

    private void room(int bytes) {
        if (form.length - length < bytes) {
            form = java.util.Arrays.copyOf(form, Math.max(form.length * 2, length + bytes));
        }
    }
}
