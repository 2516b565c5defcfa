-- How far copies from other stores into this one have come: the position of the last row that arrived, noted in the
-- transaction that brought it. For servers only: devices neither copy nor need to know.

create table dox.transfer_checkpoints (
    source text collate "C" not null,
    table_name text collate "C" not null,
    position bigint not null,
    key text not null,
    is_done boolean not null,
    primary key (source, table_name)
);

alter table dox.transfer_checkpoints enable row level security;
create policy servers_do_all on dox.transfer_checkpoints to dox_server using (true) with check (true);
revoke all on dox.transfer_checkpoints from public, anon, authenticated;
grant select, insert, update, delete on dox.transfer_checkpoints to service_role, dox_server;

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261123000000';
