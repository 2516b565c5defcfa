-- A policy lets a role see or write rows of a table that it may not use.
select p.table_name || ' for ' || action || ' to ' || r.rolname
from policies p cross join unnest(p.actions) action join pg_roles r on r.oid = any (p.polroles)
where not case action when 'delete' then has_table_privilege(r.oid, p.table_oid, action)
    else has_any_column_privilege(r.oid, p.table_oid, action) end
