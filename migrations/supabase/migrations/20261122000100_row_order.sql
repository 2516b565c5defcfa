-- The next number of a row is one more than the highest of its table: every table needs an index on it. Here a
-- sequence hands the numbers out, so that several servers can write at once; the index tells how far rows that were
-- copied in from another store go.

create sequence dox.row_order as bigint;

create index document_sections_seq on public.document_sections (seq);
create index document_tables_seq on public.document_tables (seq);
create index tag_prompts_seq on public.tag_prompts (seq);
create index evidence_seq on public.evidence (seq);
create index summaries_seq on public.summaries (seq);
create index hrm_metrics_seq on public.hrm_metrics (seq);

create or replace function dox.schema_version() returns text language sql immutable set search_path = ''
    return '20261122000100';
