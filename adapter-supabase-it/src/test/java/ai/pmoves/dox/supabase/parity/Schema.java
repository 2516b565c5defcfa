package ai.pmoves.dox.supabase.parity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a database is made of, in words that are the same for both stores: those of Postgres.
 *
 * @param parts by their names, such as {@code column artifacts.id} or {@code index tags_tag}
 */
record Schema(Map<String, Part> parts) {

    /**
     * One thing of which a schema is made.
     *
     * @param table that it belongs to; empty if to none
     * @param definition what has to be the same
     */
    record Part(String table, String name, String definition) {}

    Schema {
        parts = new TreeMap<>(parts);
    }

    static Schema of(Collection<Part> parts) {
        return new Schema(parts.stream().collect(Collectors.toMap(Part::name, Function.identity())));
    }

    /** Returns what differs, by name; of a table that only one has, just the table. */
    static List<Difference> compare(Schema sqlite, Schema postgres) {
        var names = new TreeSet<>(sqlite.parts.keySet());
        names.addAll(postgres.parts.keySet());
        var differences = new ArrayList<Difference>();
        for (var name : names) {
            var inSqlite = sqlite.parts.get(name);
            var inPostgres = postgres.parts.get(name);
            var difference = new Difference(
                    name,
                    inSqlite == null ? null : inSqlite.definition(),
                    inPostgres == null ? null : inPostgres.definition());
            boolean ofTableOfOne = (inSqlite == null || postgres.lacksTableOf(inSqlite))
                    && (inPostgres == null || sqlite.lacksTableOf(inPostgres));
            if (difference.isOne() && !ofTableOfOne) {
                differences.add(difference);
            }
        }
        return differences;
    }

    private boolean lacksTableOf(Part part) {
        return !part.table().isEmpty()
                && !part.name().startsWith("table ")
                && !parts.containsKey("table " + part.table());
    }
}
