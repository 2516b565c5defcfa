-- Its rows cannot be told apart, nor be replicated.
select name from tables t where not exists (select 1 from indexes i where i.indrelid = t.oid and i.indisprimary)
