-- Each filter of a list finds its rows by an index. One of a code was never used: the query compared all of the code, the
-- index held its beginning. What a text has in the middle of it is found by its trigrams, a list's items by their hash.

create extension if not exists pg_trgm with schema extensions;
do $$
begin
    if exists (select from pg_extension where extname = 'pg_trgm' and extnamespace <> 'extensions'::regnamespace) then
        raise exception 'Extensions have to be in the schema "extensions". Let their owner run: alter extension pg_trgm set schema extensions;';
    end if;
end $$;

drop index public.log_entries_level_code_ts;
create index log_entries_code on public.log_entries (left(code, 200), seq);
create index log_entries_message_part on public.log_entries
    using gin (lower(message collate "und-x-icu") extensions.gin_trgm_ops);

create index tags_tag_part on public.tags using gin (lower(tag collate "und-x-icu") extensions.gin_trgm_ops);

drop index public.api_endpoints_method_path;
create index api_endpoints_method on public.api_endpoints (method, seq);
create index api_endpoints_path_part on public.api_endpoints using gin (path extensions.gin_trgm_ops);
create index api_endpoints_tags on public.api_endpoints using gin (tags jsonb_path_ops);

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261201000150';
