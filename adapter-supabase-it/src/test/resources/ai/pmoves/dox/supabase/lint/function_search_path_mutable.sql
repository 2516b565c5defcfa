-- Whoever calls it decides which objects its names mean.
select name from functions
where not exists (select 1 from unnest(proconfig) setting where setting like 'search\_path=%')
