-- One whose making failed: writes keep it up to date, and no query uses it.
select table_name || ': ' || index_name from indexes where not (indisvalid and indisready and indislive)
