-- Anyone with an account, or without, writes any row.
select table_name || ' ' || polname from policies p
where polpermissive and relrowsecurity
    and polroles && (select array_agg(oid) || 0::oid from pg_roles where rolname in ('anon', 'authenticated'))
    and (actions && '{update,delete}' and coalesce(condition, 'true') ~ '^\(*(true|(\S+) = \2)\)*$'
        or actions && '{insert,update}' and coalesce(write_condition, condition, 'true') ~ '^\(*(true|(\S+) = \2)\)*$')
