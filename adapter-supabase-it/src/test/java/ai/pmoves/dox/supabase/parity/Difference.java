package ai.pmoves.dox.supabase.parity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of the schema that the stores do not have alike.
 *
 * @param sqlite how SQLite has it; null if it does not
 * @param postgres how Postgres has it; null if it does not
 */
record Difference(
        String part, @Nullable String sqlite, @Nullable String postgres) {

    boolean isOne() {
        return !Objects.equals(sqlite, postgres);
    }

    @Override
    public String toString() {
        return "%s: %s in SQLite, %s in Postgres".formatted(part, orMissing(sqlite), orMissing(postgres));
    }

    private static String orMissing(@Nullable String definition) {
        return definition == null ? "missing" : "'" + definition + "'";
    }
}
