-- Policies that are not in force look like a protection that is not there.
select distinct table_name from policies where not relrowsecurity
