-- It shows its owner's rows, whoever asks.
select name from relations
where relkind = 'v' and not coalesce('security_invoker=true' = any (reloptions) or 'security_invoker=on' = any (reloptions), false)
