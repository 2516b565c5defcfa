-- Users write that themselves.
select table_name || ' ' || polname from policies where concat_ws(' ', condition, write_condition) ~ 'user_metadata'
