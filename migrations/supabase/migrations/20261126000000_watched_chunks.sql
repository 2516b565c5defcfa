-- Whoever is in no pair should not pay for one. Chunks come by the ten thousand, and asking for each of them whether it
-- is to be noticed took a fifth of the time of a bulk load. Whether the store is in a pair cannot change while a
-- transaction shares the right to write: so it is asked once per statement.

create or replace function dox.guard_write() returns trigger language plpgsql volatile set search_path = '' as $$
begin
    if dox.origin() = '' then
        perform dox.require_primary();
    else
        perform dox.share_writing();
    end if;
    if tg_table_name = 'search_chunks' then
        perform pg_catalog.set_config('dox.is_watched',
            (select (primary_id is not null)::text from dox.sync_state), true);
    end if;
    if tg_op = 'TRUNCATE' and exists (select from dox.sync_state where primary_id is not null) then
        raise exception 'dox: rows that are truncated go unnoticed by the other store; delete them instead';
    end if;
    return null;
end $$;

drop trigger added_noticed on public.search_chunks;
drop trigger changed_noticed on public.search_chunks;
create trigger added_noticed after insert or delete on public.search_chunks
    for each row when (pg_catalog.current_setting('dox.is_watched', true) is distinct from 'false')
    execute function dox.notice_chunk();
create trigger changed_noticed after update on public.search_chunks
    for each row when (pg_catalog.current_setting('dox.is_watched', true) is distinct from 'false'
        and ((new.source_type, new.artifact_id, new.document_id, new.chunk_index, new.text, new.text_hash,
                new.meta, new.embedding_model)
            is distinct from (old.source_type, old.artifact_id, old.document_id, old.chunk_index, old.text,
                old.text_hash, old.meta, old.embedding_model)
            or coalesce(new.embedding_384 operator(extensions.<>) old.embedding_384, false)
            or coalesce(new.embedding_1024 operator(extensions.<>) old.embedding_1024, false)))
    execute function dox.notice_chunk();

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261126000000';
