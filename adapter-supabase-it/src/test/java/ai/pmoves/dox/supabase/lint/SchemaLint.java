package ai.pmoves.dox.supabase.lint;

import ai.pmoves.dox.supabase.fixture.Sql;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules, each with the SQL that selects what is wrong by it.
 *
 * @param rules by their names
 */
record SchemaLint(SortedMap<String, String> rules) {
    private static final String COMMON = "what-is-ours.sql";

    /** Reads the files beside this class. */
    static SchemaLint read() throws IOException, URISyntaxException {
        var common = Objects.requireNonNull(SchemaLint.class.getResource(COMMON), COMMON);
        var rules = new TreeMap<String, String>();
        try (var files = Files.list(Path.of(common.toURI()).resolveSibling(""))) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".sql") && !name.equals(COMMON)) {
                    rules.put(name.replace(".sql", ""), Files.readString(file));
                }
            }
        }
        var whatIsOurs = Files.readString(Path.of(common.toURI()));
        rules.replaceAll((name, sql) -> whatIsOurs + sql);
        return new SchemaLint(rules);
    }

    /** Returns what is wrong, each as {@code rule: object}, sorted. */
    List<String> findings(Connection connection) throws SQLException {
        var findings = new ArrayList<String>();
        for (var rule : rules.entrySet()) {
            Sql.list(connection, rule.getValue()).stream()
                    .sorted()
                    .forEach(object -> findings.add(rule.getKey() + ": " + object));
        }
        return findings;
    }
}
