package ai.pmoves.dox.sqlite.legacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The source of a store's column.
 *
 * @param target its name there
 * @param sources the names that it has had in the file, the newest first; the first that holds a value counts
 * @param expression SQL of the file's rows {@code t} and of its artifacts that makes the value of the sources, or null
 * @param rule the conversion of the value
 */
record LegacyColumn(
        String target, List<String> sources, @Nullable String expression, ColumnConverter rule) {

    static LegacyColumn from(String target, ColumnConverter rule, String... sources) {
        return new LegacyColumn(target, List.of(sources), null, rule);
    }

    /** A column of the same name in the file. */
    static LegacyColumn same(String name, ColumnConverter rule) {
        return from(name, rule, name);
    }

    /** @param needs the columns of the file that the expression uses; without them there is no value */
    static LegacyColumn computed(String target, ColumnConverter rule, String expression, String... needs) {
        return new LegacyColumn(target, List.of(needs), expression, rule);
    }

    /** A column that the file does not have. */
    static LegacyColumn constant(String target, @Nullable Object value) {
        return from(target, (raw, notes) -> value);
    }

    /** The row's place in its table, so that insertion order survives. */
    static LegacyColumn seq() {
        return from("seq", (raw, notes) -> notes.position());
    }
}
