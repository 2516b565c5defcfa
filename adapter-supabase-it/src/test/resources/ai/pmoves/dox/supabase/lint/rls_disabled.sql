-- Whoever may use such a table at all sees all its rows. Public is open to the world; of other schemas it matters only
-- for tables that someone beside their owner may use.
select name from tables t
where not relrowsecurity and (schema = 'public' or exists (select 1 from grants g where g.relation = t.oid))
