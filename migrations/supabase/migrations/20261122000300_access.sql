-- Who may do what. anon sees nothing; authenticated reads; service_role writes and is not held by row security, as
-- on the platform. Our own servers log in as a member of dox_server, which owns nothing and needs no DDL. The
-- platform lets the first three do everything with what is made in public: what they shall not do is taken back.

grant usage on schema public, extensions, dox to authenticated, service_role, dox_server;

do $$
declare
    name regclass;
begin
    for name in
        select c.oid from pg_class c
        where c.relkind = 'r' and (c.relnamespace = 'public'::regnamespace and c.relname = any ('{artifacts,documents,
                document_sections,document_tables,document_structure,document_entities,document_metric_hits,
                api_endpoints,log_entries,tags,tag_prompts,evidence,facts,summaries,hrm_runs,hrm_metrics,
                extraction_runs,search_state,search_chunks}')
            or c.oid = 'dox.word_counts'::regclass)
    loop
        execute format('alter table %s enable row level security', name);
        execute format('create policy users_read on %s for select to authenticated using (true)', name);
        execute format('create policy servers_do_all on %s to dox_server using (true) with check (true)', name);
        execute format('revoke all on %s from public, anon, authenticated', name);
        execute format('grant select on %s to authenticated', name);
        execute format('grant select, insert, update, delete on %s to service_role, dox_server', name);
    end loop;
end $$;

revoke all on sequence dox.row_order, dox.word_counts_entry_seq, public.search_chunks_chunk_no_seq
    from public, anon, authenticated;
grant usage on sequence dox.row_order to service_role, dox_server;

revoke execute on all functions in schema dox from public, anon, authenticated;
grant execute on all functions in schema dox to service_role, dox_server;
-- Functions run as whoever calls them, and these are what the two of the API are made of.
grant execute on function dox.search, dox.text_ranking, dox.vector_ranking, dox.filter_of, dox.telling_words,
    dox.words_of, dox.without_signs to authenticated;
revoke execute on function public.match_search_chunks, public.hybrid_search_chunks from public, anon;
grant execute on function public.match_search_chunks, public.hybrid_search_chunks
    to authenticated, service_role, dox_server;

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261122000300';

notify pgrst, 'reload schema';
