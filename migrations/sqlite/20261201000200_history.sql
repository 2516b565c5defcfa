-- What this store needs to know to recognise a store of its pair that went back in time, since an older copy of it was
-- restored; and which removals are held, as they are too many to be brought over unasked.

-- The last mark that this store left in a shared store, and the one that it is about to leave there. A shared store that
-- has neither is another one than it was, or this one is.
create table sync_checkpoints (
    hub_id text not null primary key,
    number integer,
    mark text,
    begun_number integer,
    begun_mark text
) without rowid;

alter table sync_dead_letters add column is_held boolean not null default false;

-- Removals that wait to be sent, and were held until somebody said that they are meant.
create table sync_confirmed_removals (
    table_name text not null,
    key text not null,
    primary key (table_name, key)
) without rowid;
