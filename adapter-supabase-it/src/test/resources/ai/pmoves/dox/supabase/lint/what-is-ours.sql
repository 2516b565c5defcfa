-- What the rules look at: all that stands in our schemas but what belongs to an extension. Each rule goes on from here.
with ours (schema) as (
    values ('public'), ('dox')
), relations as (
    select c.oid, n.nspname || '.' || c.relname as name, n.nspname as schema, c.relkind, c.relrowsecurity, c.reloptions,
        c.relowner, coalesce(c.relacl, acldefault(case c.relkind when 'S' then 's' else 'r' end::"char", c.relowner)) as acl
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join ours on ours.schema = n.nspname
    where not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
), tables as (
    select * from relations where relkind in ('r', 'p')
), functions as (
    select p.oid, p.oid::regprocedure::text as name, p.prosecdef, p.proconfig, p.proowner
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace join ours on ours.schema = n.nspname
    where not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
), indexes as (
    select i.*, c.relname as index_name, t.name as table_name
    from pg_index i join tables t on t.oid = i.indrelid join pg_class c on c.oid = i.indexrelid
), policies as (
    select t.oid as table_oid, t.name as table_name, t.relrowsecurity, p.polname, p.polpermissive, p.polroles,
        case p.polcmd when 'r' then '{select}'::text[] when 'a' then '{insert}' when 'w' then '{update}'
            when 'd' then '{delete}' else '{select,insert,update,delete}' end as actions,
        lower(pg_get_expr(p.polqual, p.polrelid)) as condition,
        lower(pg_get_expr(p.polwithcheck, p.polrelid)) as write_condition
    from pg_policy p join tables t on t.oid = p.polrelid
), grants as (
    select r.oid as relation, r.name, r.relkind, a.grantee, lower(a.privilege_type) as privilege
    from relations r cross join aclexplode(r.acl) a where a.grantee <> r.relowner
    union all
    select r.oid, r.name || '.' || c.attname, r.relkind, a.grantee, lower(a.privilege_type)
    from relations r join pg_attribute c on c.attrelid = r.oid cross join aclexplode(c.attacl) a
    where a.grantee <> r.relowner
)
