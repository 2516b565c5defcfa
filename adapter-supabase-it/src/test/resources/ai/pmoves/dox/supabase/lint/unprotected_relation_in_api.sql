-- Row security does not reach materialized views and foreign tables.
select distinct name from grants join pg_roles r on r.oid = grantee
where relkind in ('m', 'f') and privilege = 'select' and r.rolname in ('anon', 'authenticated')
union
select distinct name from grants where relkind in ('m', 'f') and privilege = 'select' and grantee = 0
