-- It does what its owner may do, for whoever has an account.
select name from functions where prosecdef and has_function_privilege('authenticated', oid, 'execute')
