-- Of each row, the last version of every other store that the present one came after, by those stores' ids. What is
-- sent again late, because its answer was lost, is known by it, also if another store has changed the row since.
alter table dox.sync_changes add column known jsonb not null default '{}';

-- As before, and what a change comes after is known from then on. A function in SQL is planned each time it is called,
-- once for each statement of a pair's primary; one in PL/pgSQL keeps its plan for as long as its connection. What is the
-- same for all rows is asked for once.
create or replace function dox.note_changes(of_table text, keys text[], removed boolean) returns void
language plpgsql volatile set search_path = '' as $$
declare
    here text := (select store_id from dox.sync_state);
    this_xact bigint := pg_current_xact_id()::text::bigint;
    just_now timestamptz := clock_timestamp();
begin
    insert into dox.sync_changes as had (table_name, key, counter, device, is_removed, xact, no, changed_at)
    select of_table, noted.key, 1, here, removed, this_xact, nextval('dox.sync_changes_no'), just_now
    from unnest(keys) noted (key)
    on conflict (table_name, key) do update set counter = had.counter + 1, device = excluded.device,
        is_removed = excluded.is_removed, xact = excluded.xact, no = excluded.no, changed_at = excluded.changed_at,
        known = case when had.device = excluded.device then had.known
            else had.known || jsonb_build_object(had.device, had.counter) end;
end $$;

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261126000200';
