package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.text.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Ids and references to them. One that the stores cannot keep gets a replacement that depends on nothing but the id
 * itself, so that rows and references still meet, and a second run finds the same.
 */
final class LegacyIds {
    /** How every replacement begins. */
    static final String PREFIX = "legacy:";

    private static final String EMPTY = PREFIX + "empty";
    private static final String NONE = PREFIX + "none";
    private static final int HASH_BYTES = 16;

    private LegacyIds() {}

    /** The id of a row. */
    static String key(@Nullable Object raw, IssueLog notes) {
        if (raw == null) {
            notes.add(DataIssue.ID_MISSING, "the id is NULL");
            return PREFIX + "row:" + notes.position();
        }
        return given(raw, DataIssue.ID_EMPTY, notes);
    }

    /** The id of a row's parent. */
    static String parent(@Nullable Object raw, IssueLog notes) {
        if (raw == null) {
            notes.add(DataIssue.PARENT_EMPTY, "the parent's id is NULL");
            return NONE;
        }
        return given(raw, DataIssue.PARENT_EMPTY, notes);
    }

    /** An id that may be absent. */
    static @Nullable String optional(@Nullable Object raw, IssueLog notes) {
        if (raw == null) {
            return null;
        }
        if ("".equals(raw)) {
            notes.add(DataIssue.REFERENCE_EMPTY, "the reference is empty");
            return null;
        }
        return given(raw, DataIssue.REFERENCE_EMPTY, notes);
    }

    private static String given(Object raw, DataIssue ifEmpty, IssueLog notes) {
        return switch (raw) {
            case byte[] bytes -> {
                notes.add(DataIssue.ID_BLOB, "%d bytes that are no text".formatted(bytes.length));
                yield hashed("blob:", bytes);
            }
            case String text -> ofText(text, ifEmpty, notes);
            default -> raw.toString(); // a column without a declared type keeps numbers
        };
    }

    /** An id that is text. */
    static String ofText(String text, DataIssue ifEmpty, IssueLog notes) {
        if (text.isEmpty()) {
            notes.add(ifEmpty, "the id is empty");
            return EMPTY;
        }
        if (!Text.canBeStored(text)) {
            notes.add(DataIssue.ID_UNSTORABLE, IssueLog.quote(text));
            return hashed("text:", text.getBytes(StandardCharsets.UTF_16BE)); // UTF-8 has no unpaired surrogates
        }
        if (text.length() > Id.MAX_BYTES / 3) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            if (bytes.length > Id.MAX_BYTES) {
                notes.add(DataIssue.ID_TOO_LONG, "%d bytes: %s".formatted(bytes.length, IssueLog.quote(text)));
                return hashed("long:", bytes);
            }
        }
        return text;
    }

    private static String hashed(String kind, byte[] bytes) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return PREFIX + kind + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
