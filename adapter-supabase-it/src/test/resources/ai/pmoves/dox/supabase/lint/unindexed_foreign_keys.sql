-- Removing a parent walks the whole table of its children. An index that leaves out nulls is enough.
select t.name || ' ' || f.conname
from pg_constraint f join tables t on t.oid = f.conrelid
where f.contype = 'f' and not exists (
    select 1 from indexes i
    where i.indrelid = f.conrelid and i.indisvalid
        and (string_to_array(i.indkey::text, ' ')::smallint[])[:cardinality(f.conkey)] @> f.conkey
        and (i.indpred is null or pg_get_expr(i.indpred, i.indrelid) in (
            select format('(%I IS NOT NULL)', a.attname) from pg_attribute a
            where a.attrelid = f.conrelid and a.attnum = any (f.conkey))))
