-- Without an account there is nothing to see here. Sequences count: the next number tells how much is stored.
select name || ' for ' || privilege || ' to ' || case grantee when 0 then 'public' else grantee::regrole::text end
from grants where grantee = 0 or grantee = to_regrole('anon')
