-- Its functions could be called from outside, and its names hide ours.
select e.extname from pg_extension e join ours on ours.schema::regnamespace = e.extnamespace
