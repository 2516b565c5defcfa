-- Noticing a change costs as little as it can: the triggers only append to a narrow table. What a change means for the
-- row's version and for the outbox is worked out for many rows at once, when somebody asks; Touches of the store's
-- code does that, and empties the table.

-- The changes that sync_changes does not tell of yet, in the order in which they were made. A row is there once for
-- each change. Once the table is empty, "no" begins at 1 again, and sync_state.position has moved on by the last one.
create table sync_touched (
    no integer not null primary key,
    table_name text not null,
    key text not null,
    is_removed boolean not null,
    changed_at timestamp_text not null
);

drop trigger sync_noticed_change;

-- A replicated change is not noticed; but it takes no row along that waits to be sent. Whoever replicates has emptied
-- sync_touched before.
create trigger sync_noticed_change instead of insert on sync_noticed begin
    select raise(abort, 'dox: a row waits to be sent') from sync_state, sync_changes c
        where new.is_removed and mark = 1 and c.table_name = new.table_name and c.key = new.key
            and c.base_counter is not null and not c.is_removed and not exists (select 1 from sync_dead_letters d
                where d.direction = 'PUSH' and d.table_name = c.table_name and d.key = c.key);
    insert into sync_touched (table_name, key, is_removed, changed_at)
    select iif(mark = 0 and primary_id <> store_id, raise(abort, 'dox: not the primary'), new.table_name),
        new.key, new.is_removed, strftime('%Y-%m-%dT%H:%M:%fZ')
    from sync_state where mark in (0, 2) or (mark = 3 and primary_id = store_id);
end;
