-- What a pair of stores needs to know of this one: how it stands, which rows have changed and when, and what lost when
-- two changes met. The embedded store's script of the same number has the same for its side. For servers only.

-- One row. "primary_id" is null as long as the store is in no pair; then nothing is noticed. The feed goes back to what
-- came after (forgotten_xact, forgotten_no).
create table dox.sync_state (
    id integer not null primary key check (id = 1),
    store_id text collate "C" not null,
    primary_id text collate "C",
    epoch bigint not null,
    forgotten_xact bigint not null,
    forgotten_no bigint not null
);
insert into dox.sync_state values (1, replace(gen_random_uuid()::text, '-', ''), null, 0, 0, 0);

create sequence dox.sync_changes_no;

-- The version of each row that has changed since the store is in a pair, of removed ones too. The feed reads them in the
-- order of (xact, no), below the oldest transaction that still runs: a number alone would miss what commits late.
create table dox.sync_changes (
    table_name text collate "C" not null,
    key text collate "C" not null,
    counter bigint not null,
    device text collate "C" not null,
    is_removed boolean not null,
    xact bigint not null,
    no bigint not null,
    changed_at timestamptz not null,
    primary key (table_name, key)
);
create index sync_changes_feed on dox.sync_changes (xact, no);
create index sync_changes_removed on dox.sync_changes (changed_at) where is_removed;

create table dox.sync_conflicts (
    id text collate "C" not null primary key,
    table_name text collate "C" not null,
    key text collate "C" not null,
    lost_counter bigint not null,
    lost_device text collate "C" not null,
    won_counter bigint not null,
    won_device text collate "C" not null,
    lost_row jsonb,
    found_at timestamptz not null
);
create index sync_conflicts_found_at on dox.sync_conflicts (found_at);

create table dox.sync_history (
    no bigint generated always as identity primary key,
    at timestamptz not null,
    actor text not null,
    step text not null,
    figures jsonb not null
);

-- Who holds writes has this lock alone; every write shares it until its transaction ends.
create function dox.share_writing() returns void language sql volatile set search_path = ''
    return pg_catalog.pg_advisory_xact_lock_shared(7203455012);
create function dox.hold_writing() returns void language sql volatile set search_path = ''
    return pg_catalog.pg_advisory_xact_lock(7203455012);

-- Who writes in this transaction: '' anybody, 'copy' a copy from another store, 'replica:<table>' replication, to that
-- table.
create function dox.origin() returns text language sql stable set search_path = ''
    return coalesce(pg_catalog.current_setting('dox.origin', true), '');

create function dox.require_primary() returns void language plpgsql volatile set search_path = '' as $$
begin
    perform dox.share_writing();
    if exists (select from dox.sync_state where primary_id <> store_id) then
        raise exception 'dox: not the primary' using errcode = 'DX001';
    end if;
end $$;

create function dox.guard_write() returns trigger language plpgsql volatile set search_path = '' as $$
begin
    if dox.origin() = '' then
        perform dox.require_primary();
    else
        perform dox.share_writing();
    end if;
    if tg_op = 'TRUNCATE' and exists (select from dox.sync_state where primary_id is not null) then
        raise exception 'dox: rows that are truncated go unnoticed by the other store; delete them instead';
    end if;
    return null;
end $$;

create function dox.note_changes(of_table text, keys text[], removed boolean) returns void
language sql volatile set search_path = '' as $$
    insert into dox.sync_changes as had (table_name, key, counter, device, is_removed, xact, no, changed_at)
    select of_table, noted.key, 1, s.store_id, removed, pg_current_xact_id()::text::bigint,
        nextval('dox.sync_changes_no'), clock_timestamp()
    from dox.sync_state s, unnest(keys) noted (key)
    on conflict (table_name, key) do update set counter = had.counter + 1, device = excluded.device,
        is_removed = excluded.is_removed, xact = excluded.xact, no = excluded.no, changed_at = excluded.changed_at
$$;

-- Whether a write is to be noticed: 'no', 'yes', or 'lost' if it goes with a row that replication removes, while nobody
-- has said that it should.
create function dox.noticing(of_table text, operation text) returns text
language plpgsql volatile set search_path = '' as $$
declare
    origin text := dox.origin();
    is_paired boolean;
    is_primary boolean;
begin
    select primary_id is not null, primary_id = store_id into is_paired, is_primary from dox.sync_state;
    if is_paired is not true then
        return 'no';
    elsif origin like 'replica:%' then
        return case when operation = 'DELETE' and origin <> 'replica:' || of_table then 'lost' else 'no' end;
    end if;
    return case when is_primary then 'yes' else 'no' end;
end $$;

-- A row that nobody who removed its parent knew of, as it was.
create function dox.keep_lost(of_table text, keys text[], lost jsonb[]) returns void
language sql volatile set search_path = '' as $$
    insert into dox.sync_conflicts
    select md5(of_table || ' ' || taken.key || ' ' || coalesce(c.counter, 0) || '@' || coalesce(c.device, '')
            || ' ' || txid_current()),
        of_table, taken.key, coalesce(c.counter, 0), coalesce(c.device, ''), coalesce(c.counter, 0) + 1, s.store_id,
        taken.lost, clock_timestamp()
    from dox.sync_state s, unnest(keys, lost) taken (key, lost)
    left join dox.sync_changes c on c.table_name = of_table and c.key = taken.key
    on conflict (id) do nothing
$$;

create function dox.notice() returns trigger language plpgsql volatile set search_path = '' as $$
declare
    noticing text := dox.noticing(tg_table_name, tg_op);
begin
    if noticing = 'lost' then
        perform dox.keep_lost(tg_table_name, array(select id from touched),
            array(select pg_catalog.to_jsonb(touched) from touched));
    end if;
    if noticing <> 'no' then
        perform dox.note_changes(tg_table_name, array(select id from touched), tg_op = 'DELETE');
    end if;
    return null;
end $$;

create function dox.notice_structure() returns trigger language plpgsql volatile set search_path = '' as $$
declare
    noticing text := dox.noticing(tg_table_name, tg_op);
begin
    if noticing = 'lost' then
        perform dox.keep_lost(tg_table_name, array(select document_id from touched),
            array(select pg_catalog.to_jsonb(touched) from touched));
    end if;
    if noticing <> 'no' then
        perform dox.note_changes(tg_table_name, array(select document_id from touched), tg_op = 'DELETE');
    end if;
    return null;
end $$;

do $$
declare
    name text;
    notice text;
begin
    foreach name in array '{artifacts,documents,document_sections,document_tables,document_structure,document_entities,
            document_metric_hits,api_endpoints,log_entries,tags,tag_prompts,evidence,facts,summaries,hrm_runs,
            hrm_metrics,extraction_runs}'::text[]
    loop
        notice := case name when 'document_structure' then 'dox.notice_structure()' else 'dox.notice()' end;
        execute format('create trigger guarded before insert or update or delete or truncate on public.%I
            for each statement execute function dox.guard_write()', name);
        execute format('create trigger added_noticed after insert on public.%I
            referencing new table as touched for each statement execute function %s', name, notice);
        execute format('create trigger changed_noticed after update on public.%I
            referencing new table as touched for each statement execute function %s', name, notice);
        execute format('create trigger removed_noticed after delete on public.%I
            referencing old table as touched for each statement execute function %s', name, notice);
    end loop;
end $$;

-- Of chunks only the generation that serves counts. They are noticed one by one: their rows are wide, and a table of all
-- that a statement touched would have to be written first, also where nobody watches.
create function dox.notice_chunk() returns trigger language plpgsql volatile set search_path = '' as $$
declare
    chunk public.search_chunks := case tg_op when 'DELETE' then old else new end;
begin
    if chunk.generation = (select serving_generation from public.search_state)
            and dox.noticing('search_chunks', tg_op) <> 'no' then
        perform dox.note_changes('search_chunks', array[chunk.id], tg_op = 'DELETE');
    end if;
    return null;
end $$;
create trigger guarded before insert or update or delete or truncate on public.search_chunks
    for each statement execute function dox.guard_write();
create trigger added_noticed after insert or delete on public.search_chunks
    for each row execute function dox.notice_chunk();
create trigger changed_noticed after update on public.search_chunks
    for each row when ((new.source_type, new.artifact_id, new.document_id, new.chunk_index, new.text, new.text_hash,
            new.meta, new.embedding_model)
        is distinct from (old.source_type, old.artifact_id, old.document_id, old.chunk_index, old.text, old.text_hash,
            old.meta, old.embedding_model)
        or coalesce(new.embedding_384 operator(extensions.<>) old.embedding_384, false)
        or coalesce(new.embedding_1024 operator(extensions.<>) old.embedding_1024, false))
    execute function dox.notice_chunk();

-- When another generation begins to serve, the chunks have changed in which the two differ.
create function dox.notice_swap() returns trigger language plpgsql volatile set search_path = '' as $$
begin
    if dox.noticing('search_state', tg_op) = 'yes' then
        perform dox.note_changes('search_chunks', array(
            select made.id from public.search_chunks made
            left join public.search_chunks had on had.generation = old.serving_generation and had.id = made.id
            where made.generation = new.serving_generation
                and (had.id is null
                    or (made.source_type, made.artifact_id, made.document_id, made.chunk_index, made.text, made.meta,
                        made.embedding_model)
                    is distinct from (had.source_type, had.artifact_id, had.document_id, had.chunk_index, had.text,
                        had.meta, had.embedding_model))), false);
        perform dox.note_changes('search_chunks', array(
            select had.id from public.search_chunks had
            left join public.search_chunks made on made.generation = new.serving_generation and made.id = had.id
            where had.generation = old.serving_generation and made.id is null), true);
    end if;
    return null;
end $$;
create trigger swap_noticed after update of serving_generation on public.search_state
    for each row when (new.serving_generation <> old.serving_generation) execute function dox.notice_swap();

do $$
declare
    name text;
begin
    foreach name in array '{sync_state,sync_changes,sync_conflicts,sync_history}'::text[] loop
        execute format('alter table dox.%I enable row level security', name);
        execute format('create policy servers_do_all on dox.%I to dox_server using (true) with check (true)', name);
        execute format('revoke all on dox.%I from public, anon, authenticated', name);
        execute format('grant select, insert, update, delete on dox.%I to service_role, dox_server', name);
    end loop;
end $$;
revoke all on sequence dox.sync_changes_no, dox.sync_history_no_seq from public, anon, authenticated;
grant usage on sequence dox.sync_changes_no, dox.sync_history_no_seq to service_role, dox_server;
revoke execute on function dox.share_writing, dox.hold_writing, dox.origin, dox.require_primary, dox.guard_write,
    dox.note_changes, dox.noticing, dox.keep_lost, dox.notice, dox.notice_structure, dox.notice_chunk, dox.notice_swap
    from public, anon, authenticated;
grant execute on function dox.share_writing, dox.hold_writing, dox.origin, dox.require_primary, dox.guard_write,
    dox.note_changes, dox.noticing, dox.keep_lost, dox.notice, dox.notice_structure, dox.notice_chunk, dox.notice_swap
    to service_role, dox_server;

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261125000000';
