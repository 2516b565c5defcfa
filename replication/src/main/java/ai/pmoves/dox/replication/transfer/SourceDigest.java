package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.RowDigest;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Recognises the row of a copied file that was corrected: by a digest of the row as the stores would keep it, or, where
 * they cannot, of its values in the file. Excludes the row number, since {@code VACUUM} may change it.
 */
public final class SourceDigest {
    private static final Set<String> ROW_NUMBERS = Set.of("rowid", "_rowid_", "oid");
    private static final String SEQ = "seq";

    private SourceDigest() {}

    /** @param row with its original values if it was rejected by the source */
    public static String of(SourceRow row) {
        return row.row() == null ? of(row.original()) : of(row.row());
    }

    static String of(Row row) {
        var numberless = row.table().indexOf(SEQ) < 0 ? row : row.with(SEQ, 0L);
        var digest = new RowDigest().of(numberless);
        return "%016x%016x".formatted(digest.high(), digest.low());
    }

    private static String of(Map<String, @Nullable Object> original) {
        var digest = sha256();
        new TreeMap<>(original).forEach((column, value) -> {
            if (!ROW_NUMBERS.contains(column)) {
                add(digest, 'c', column.getBytes(StandardCharsets.UTF_16BE));
                addValue(digest, value);
            }
        });
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void addValue(MessageDigest digest, @Nullable Object value) {
        switch (value) {
            case null -> add(digest, 'n', new byte[0]);
            case byte[] bytes -> add(digest, 'b', bytes);
            case String text -> add(digest, 't', text.getBytes(StandardCharsets.UTF_16BE)); // any surrogates
            default -> add(digest, 'v', value.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void add(MessageDigest digest, char type, byte[] bytes) {
        digest.update((type + ":" + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
