-- Each write keeps all of them up to date, and one would do.
select table_name || ': ' || string_agg(index_name, ', ' order by index_name) from indexes
group by table_name, regexp_replace(pg_get_indexdef(indexrelid), '^CREATE (UNIQUE )?INDEX .*? ON ', '') having count(*) > 1
