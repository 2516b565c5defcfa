package ai.pmoves.dox.supabase.access;

import ai.pmoves.dox.supabase.fixture.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A row for each table of the store, made from the types of its columns. All ids are the same, so that each row has
 * its parents.
 *
 * @param inserts by table, parents first
 */
record OneOfEachRow(Map<String, String> inserts) {
    private static final List<String> PARENTS = List.of("public.artifacts", "public.documents", "public.hrm_runs");

    private static final String INSERT = """
            select n.nspname || '.' || c.relname,
                'insert into ' || c.oid::regclass || ' (' || string_agg(quote_ident(a.attname), ', ') || ') values ('
                || string_agg(case format_type(a.atttypid, null) when 'text' then $$'x'$$ when 'jsonb' then $$'{}'$$
                    when 'timestamp with time zone' then 'now()' when 'boolean' then 'true' else '1' end, ', ') || ')'
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                and a.attidentity = '' and a.attgenerated = '' and a.atttypid <> 'extensions.vector'::regtype
            where n.nspname in ('public', 'dox') and c.relkind = 'r' and c.relname <> 'flyway_schema_history'
            group by n.nspname, c.oid, c.relname
            order by coalesce(array_position(?::text[], n.nspname || '.' || c.relname), 100), 1""";

    static OneOfEachRow of(Connection connection) throws SQLException {
        var inserts = new LinkedHashMap<String, String>();
        for (var row : Sql.rows(connection, INSERT, "{" + String.join(",", PARENTS) + "}")) {
            inserts.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
        }
        return new OneOfEachRow(inserts);
    }

    void insertAll(Connection connection) throws SQLException {
        // the scripts have put their only rows there
        Sql.run(connection, "delete from public.search_state", "delete from dox.sync_state");
        Sql.run(connection, inserts.values().toArray(String[]::new));
    }
}
