package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.ports.rows.CopySource.SourceRow;
import ai.pmoves.dox.replication.transfer.SourceDigest;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of a reject file, or of a file of removed rows: a JSON object, with the bytes of a BLOB in Base64.
 *
 * @param source the file that the row is from; empty if the line does not tell
 * @param id the row's key as the source has it, for people
 * @param targetId the key that the row as the source has it would have in the target
 * @param outcome {@link #REJECTED}, {@link #REPAIRED} or {@link #REMOVED}
 * @param digest by which the row of the source is recognised; empty if the line does not tell
 * @param row the values by the source's own names of the columns, which people correct
 */
public record RejectLine(
        StoreTable table,
        String source,
        String id,
        String targetId,
        String outcome,
        String reason,
        String digest,
        Map<String, @Nullable Object> row) {
    public static final String REJECTED = "rejected";
    static final String REPAIRED = "repaired";
    static final String REMOVED = "removed";

    private static final String BLOB = "$base64";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII) // halves of surrogate pairs survive as escapes
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
    }

    /** A row of the source, or one that was corrected and rejected again. */
    public static RejectLine of(StoreTable table, String source, SourceRow row, String reason, boolean isRejected) {
        var corrects = row.corrects();
        return new RejectLine(
                table,
                source,
                row.key(),
                corrects == null ? row.targetKey() : corrects.key(),
                isRejected ? REJECTED : REPAIRED,
                reason,
                corrects == null ? SourceDigest.of(row) : corrects.originalDigest(),
                row.original());
    }

    /**
     * A row that a command removes from a store, or replaces.
     *
     * @param values from {@link Stores#valuesToKeep(ai.pmoves.dox.domain.rows.Row)}
     */
    static RejectLine removed(RowKey key, Map<String, @Nullable Object> values, String store, String reason) {
        return new RejectLine(key.table(), store, key.key(), key.key(), REMOVED, reason, "", values);
    }

    /** Whether the values are those of a row of a store, and not of a file that is copied. */
    public boolean isKept() {
        return Stores.isKept(row);
    }

    boolean isRejected() {
        return outcome.equals(REJECTED);
    }

    public byte[] encoded() {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("table", table.text());
        line.put("id", id);
        if (!targetId.equals(id)) {
            line.put("target_id", targetId);
        }
        line.put("outcome", outcome);
        line.put("reason", reason);
        line.put("source", source);
        line.put("digest", digest);
        var values = new LinkedHashMap<String, @Nullable Object>();
        row.forEach((column, value) -> values.put(column, encoded(value)));
        line.put("row", values);
        try {
            return JSON.writeValueAsBytes(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of %s cannot be written as JSON".formatted(table.text()), e);
        }
    }

    private static @Nullable Object encoded(@Nullable Object value) {
        return value instanceof byte[] blob ? Map.of(BLOB, Base64.getEncoder().encodeToString(blob)) : value;
    }

    /** Whether the text is a whole line, and not the beginning of one. */
    public static boolean isWhole(byte[] text) {
        try {
            JSON.readTree(text);
            return true;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    /** @throws DoxException {@code path.invalid} naming the line */
    public static RejectLine parse(Path file, long number, String text) {
        Map<String, @Nullable Object> line;
        try {
            line = JSON.readValue(text, new TypeReference<Map<String, @Nullable Object>>() {});
        } catch (JsonProcessingException e) {
            throw malformed(file, number, e.getOriginalMessage());
        }
        var table = Optional.ofNullable(line.get("table")).map(Object::toString).flatMap(StoreTable::named);
        if (table.isEmpty() || !(line.get("row") instanceof Map<?, ?> row)) {
            throw malformed(file, number, "it needs \"table\" with a table's name, and \"row\" with its values");
        }
        var values = new LinkedHashMap<String, @Nullable Object>();
        row.forEach((column, value) -> values.put(String.valueOf(column), decoded(value)));
        var id = String.valueOf(line.get("id"));
        return new RejectLine(
                table.get(),
                text(line, "source", ""),
                id,
                text(line, "target_id", id),
                text(line, "outcome", ""),
                text(line, "reason", ""),
                text(line, "digest", ""),
                values);
    }

    private static String text(Map<String, @Nullable Object> line, String member, String otherwise) {
        var value = line.get(member);
        return value == null ? otherwise : value.toString();
    }

    private static @Nullable Object decoded(@Nullable Object value) {
        return value instanceof Map<?, ?> map && map.get(BLOB) instanceof String blob
                ? Base64.getDecoder().decode(blob)
                : value;
    }

    private static DoxException malformed(Path file, long number, String why) {
        return new DoxException(
                ErrorCode.PATH_INVALID,
                "Line %d of the reject file '%s' cannot be read: %s. Mend the line, or name another file with --rejects."
                        .formatted(number, file, why));
    }
}
