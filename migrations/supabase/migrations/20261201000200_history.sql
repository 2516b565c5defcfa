-- The devices that use this store, each with the last mark that it left here: one that remembers another mark knows that
-- this store, or its own, went back in time, since an older copy was restored. For servers only.
create table dox.sync_devices (
    store_id text collate "C" not null primary key,
    name text not null,
    offline_mode text not null,
    unsent_rows bigint not null,
    number bigint not null,
    mark text not null,
    seen_at timestamptz not null
);

alter table dox.sync_devices enable row level security;
create policy servers_do_all on dox.sync_devices to dox_server using (true) with check (true);
revoke all on dox.sync_devices from public, anon, authenticated;
grant select, insert, update, delete on dox.sync_devices to service_role, dox_server;

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261201000200';
