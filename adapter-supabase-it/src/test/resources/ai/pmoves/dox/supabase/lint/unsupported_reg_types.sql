-- Such a column keeps the platform from upgrading the server.
select t.name || '.' || a.attname
from tables t join pg_attribute a on a.attrelid = t.oid and a.attnum > 0
where a.atttypid in (select oid from pg_type where typnamespace = 'pg_catalog'::regnamespace
    and typname in ('regcollation', 'regconfig', 'regdictionary', 'regnamespace', 'regoper', 'regoperator', 'regproc',
        'regprocedure'))
