-- Dead rows would stay.
select name from tables where 'autovacuum_enabled=false' = any (reloptions) or 'autovacuum_enabled=off' = any (reloptions)
