-- What a request is known by is computed once for each row, unless it stands in a subselect of its own.
select table_name || ' ' || polname from policies
where regexp_replace(concat_ws(' ', condition, write_condition), '\( *select +(auth\.\w+|current_setting)\(', '', 'g')
    ~ '(auth\.\w+|current_setting)\('
