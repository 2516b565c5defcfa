-- Each of them is computed for each row, and any of them is enough.
select p.table_name || ' for ' || action || ' to ' || r.rolname || ': ' || string_agg(p.polname, ', ' order by p.polname)
from policies p cross join unnest(p.actions) action
join pg_roles r on r.oid = any (p.polroles) or 0 = any (p.polroles) and r.rolname in ('anon', 'authenticated', 'dox_server')
where p.polpermissive and not r.rolbypassrls
group by p.table_name, action, r.rolname having count(*) > 1
