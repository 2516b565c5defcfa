-- Nobody but the owner sees a row.
select name from tables t where relrowsecurity and not exists (select 1 from policies p where p.table_oid = t.oid)
