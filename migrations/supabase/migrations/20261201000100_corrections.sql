-- Rows of copied files that somebody corrected in the reject file and sent again: later copies leave them, as long as
-- their source still has the row that was corrected. Noted in the transaction that brought the corrected row. For
-- servers only.

create table dox.transfer_corrections (
    table_name text collate "C" not null,
    key text collate "C" not null,
    original_digest text not null,
    row_key text not null,
    primary key (table_name, key)
);

alter table dox.transfer_corrections enable row level security;
create policy servers_do_all on dox.transfer_corrections to dox_server using (true) with check (true);
revoke all on dox.transfer_corrections from public, anon, authenticated;
grant select, insert, update, delete on dox.transfer_corrections to service_role, dox_server;

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261201000100';
