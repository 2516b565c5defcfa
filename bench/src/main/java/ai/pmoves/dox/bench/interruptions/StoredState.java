package ai.pmoves.dox.bench.interruptions;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Everything that a database holds, every row of every table and what was derived from them, read by plain SQL and none
 * of our readers: two copies of one file are equal in it.
 *
 * @param contents of each table, its number of rows and their digest
 */
record StoredState(Map<String, String> contents) {

    /** Numbers that each copy gives out anew; what order they stand for is compared by itself. */
    private static final String OF_EACH_COPY = "'chunk_no', 'embedding_version'";

    private static final String COLUMNS_OF_POSTGRES = """
            select c.table_name, c.column_name from information_schema.columns c
                join information_schema.tables t using (table_schema, table_name)
            where c.table_schema = 'public' and t.table_type = 'BASE TABLE' and c.column_name not in (%s)
            order by 1, c.ordinal_position""".formatted(OF_EACH_COPY);

    private static final String DIGEST_OF_POSTGRES = """
            select count(*) || ' rows ' || md5(coalesce(string_agg(r::text, E'\\n' order by r::text collate "C"), ''))
            from (%s) r""";

    private static final String ORDER_OF_CHUNKS =
            "select row_number() over (order by chunk_no), id from %ssearch_chunks order by chunk_no";

    private static final String WORDS = """
            select generation, word, sum(chunks) as chunks, sum(words) as words from dox.word_counts
            group by generation, word having sum(chunks) <> 0 or sum(words) <> 0""";

    private static final String COLUMNS_OF_SQLITE = """
            select t.name, c.name from pragma_table_list t, pragma_table_info(t.name) c
            where t.schema = 'main' and t.type = 'table' and t.name not like 'sqlite\\_%%' escape '\\'
                and t.name not in ('flyway_schema_history', 'vector_state', 'api_endpoint_tags')
                and t.name not like 'sync\\_%%' escape '\\' and c.name not in (%s)
            order by t.name, c.cid""".formatted(OF_EACH_COPY);

    /** The state of a database of Postgres. */
    static StoredState ofPostgres(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url)) {
            var queries = new TreeMap<String, String>();
            columns(connection, COLUMNS_OF_POSTGRES)
                    .forEach((table, columns) ->
                            queries.put(table, "select %s from public.%s".formatted(columns, table)));
            queries.put("order of chunks", ORDER_OF_CHUNKS.formatted("public."));
            queries.put("words", WORDS);
            queries.put("checkpoints", "select * from dox.transfer_checkpoints");
            var contents = new TreeMap<String, String>();
            for (var query : queries.entrySet()) {
                contents.put(
                        query.getKey(),
                        strings(connection, DIGEST_OF_POSTGRES.formatted(query.getValue()))
                                .getFirst());
            }
            return new StoredState(contents);
        }
    }

    /**
     * The state of an embedded store, whose file is not open.
     *
     * @throws IllegalStateException if the file or its full-text index is damaged
     */
    static StoredState ofSqlite(Path file) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            var contents = new TreeMap<String, String>();
            for (var table : columns(connection, COLUMNS_OF_SQLITE).entrySet()) {
                var values =
                        table.getValue().replaceAll("(\"[^\"]+\")", "quote($1)").replace(", ", " || ',' || ");
                contents.put(
                        table.getKey(),
                        digest(strings(
                                connection, "select %s as r from %s order by r".formatted(values, table.getKey()))));
            }
            contents.put(
                    "order of chunks", digest(strings(connection, "select id from search_chunks order by chunk_no")));
            requireSound(connection);
            return new StoredState(contents);
        }
    }

    private static void requireSound(Connection connection) throws SQLException {
        var said = strings(connection, "pragma integrity_check");
        if (!said.equals(List.of("ok"))
                || !strings(connection, "pragma foreign_key_check").isEmpty()) {
            throw new IllegalStateException("the file is damaged: " + said);
        }
        for (var index : List.of("chunk_text_0", "chunk_text_1")) {
            try (var statement = connection.createStatement()) {
                statement.execute("insert into %1$s (%1$s) values ('integrity-check')".formatted(index));
            }
        }
    }

    /** Of each table the columns, quoted. */
    private static Map<String, String> columns(Connection connection, String sql) throws SQLException {
        var columns = new TreeMap<String, List<String>>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), table -> new ArrayList<>())
                        .add('"' + rows.getString(2) + '"');
            }
        }
        return columns.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.join(", ", entry.getValue())));
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        var strings = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }

    private static String digest(List<String> rows) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            rows.forEach(row -> digest.update((row + "\n").getBytes(StandardCharsets.UTF_8)));
            return rows.size() + " rows " + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Says of each table that is not the same how it is here and there. */
    List<String> differencesTo(StoredState expected) {
        var differences = new ArrayList<String>();
        expected.contents.forEach((table, content) -> {
            if (!content.equals(contents.get(table))) {
                differences.add("%s has %s, not %s".formatted(table, contents.get(table), content));
            }
        });
        return differences;
    }
}
