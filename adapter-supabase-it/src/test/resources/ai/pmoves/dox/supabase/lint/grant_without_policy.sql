-- A role may use the table in this way but never meets a row: an answer is silently empty, a write is refused.
select t.name || ' for ' || g.privilege || ' to ' || r.rolname
from tables t join grants g on g.relation = t.oid join pg_roles r on r.oid = g.grantee
where t.relrowsecurity and not r.rolbypassrls and g.privilege in ('select', 'insert', 'update', 'delete')
    and not exists (select 1 from policies p
        where p.table_oid = t.oid and g.privilege = any (p.actions) and (r.oid = any (p.polroles) or 0 = any (p.polroles)))
