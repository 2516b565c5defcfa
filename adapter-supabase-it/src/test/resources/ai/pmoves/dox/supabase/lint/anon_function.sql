-- A function may be executed by everybody unless that is taken back.
select name from functions where has_function_privilege('anon', oid, 'execute')
