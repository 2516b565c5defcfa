-- The tables of the shared store. The same tables, with the same columns, keys and indexes, stand in the embedded
-- store; what differs is the types, and what only search and access need (the later files of this folder). Every
-- name is qualified, so that the Supabase CLI and our own runner make the same objects whatever the search path.
-- Ids compare byte by byte (collate "C"), as they do in the embedded store.
-- A row of an index has at most 2,704 bytes here, and longer text cannot be stored at all: where text may be long
-- (labels and ids may not), the index has its beginning only, or its hash.

-- Who uses the tables; what each may do stands in the last file. The platform has the first three, a plain Postgres
-- none. An owner who may not make roles learns so before anything is made.
do $$
declare
    missing record;
begin
    for missing in
        select * from (values ('anon', 'nologin noinherit'), ('authenticated', 'nologin noinherit'),
            ('service_role', 'nologin noinherit bypassrls'), ('dox_server', 'nologin')) as needed (name, attributes)
        where name not in (select rolname from pg_roles)
    loop
        begin
            execute format('create role %I %s', missing.name, missing.attributes);
        exception when duplicate_object or unique_violation then
            null; -- roles belong to the whole server: another database was migrated at the same moment
        end;
    end loop;
end $$;

create schema if not exists extensions;
create schema if not exists dox;
create extension if not exists vector with schema extensions;
create extension if not exists unaccent with schema extensions;
do $$
declare
    mending constant text := (select string_agg(format('alter extension %I set schema extensions;', extname), ' ')
        from pg_extension where extname in ('vector', 'unaccent') and extnamespace <> 'extensions'::regnamespace);
begin
    if mending is not null then
        raise exception 'Extensions have to be in the schema "extensions". Let their owner run: %', mending;
    end if;
end $$;

-- How far this database has come. Each script says so at its end, whoever runs it; the program compares that with the
-- newest script it knows.
create function dox.schema_version() returns text language sql immutable set search_path = '' return '20261122000000';

create table public.artifacts (
    id text collate "C" not null primary key,
    seq bigint not null,
    filename text not null,
    filepath text not null,
    filetype text not null,
    report_week text,
    status text,
    source_url text,
    extras jsonb,
    content_hash text,
    created_at timestamptz,
    revision bigint not null default 1
);
create index artifacts_seq on public.artifacts (seq);
create index artifacts_content_hash on public.artifacts using hash (content_hash);
create index artifacts_status on public.artifacts (status, seq);

create table public.documents (
    id text collate "C" not null primary key,
    seq bigint not null,
    artifact_id text collate "C" references public.artifacts (id) on delete cascade,
    path text not null,
    type text not null,
    title text,
    source text,
    content_hash text,
    created_at timestamptz,
    revision bigint not null default 1
);
create index documents_seq on public.documents (seq);
create index documents_artifact_id on public.documents (artifact_id);
create index documents_type on public.documents (type, seq);
create index documents_content_hash on public.documents using hash (content_hash);

create table public.document_sections (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null references public.documents (id) on delete cascade,
    "order" integer not null,
    text text not null,
    page integer,
    bbox jsonb
);
create index document_sections_document_id on public.document_sections (document_id, "order");

create table public.document_tables (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null references public.documents (id) on delete cascade,
    "order" integer not null,
    content jsonb not null
);
create index document_tables_document_id on public.document_tables (document_id, "order");

create table public.document_structure (
    document_id text collate "C" not null primary key references public.documents (id) on delete cascade,
    hierarchy jsonb not null
);

create table public.document_entities (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null references public.documents (id) on delete cascade,
    label text not null,
    text text not null,
    start_char integer,
    end_char integer,
    page integer,
    context text,
    source_index integer
);
create index document_entities_seq on public.document_entities (seq);
create index document_entities_document_id on public.document_entities (document_id, seq);

create table public.document_metric_hits (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null references public.documents (id) on delete cascade,
    type text not null,
    value text,
    context text,
    position integer,
    page integer,
    source_index integer
);
create index document_metric_hits_seq on public.document_metric_hits (seq);
create index document_metric_hits_document_id on public.document_metric_hits (document_id, seq);

create table public.api_endpoints (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null references public.documents (id) on delete cascade,
    name text,
    method text not null,
    path text not null,
    summary text,
    tags jsonb,
    parameters jsonb,
    responses jsonb
);
create index api_endpoints_seq on public.api_endpoints (seq);
create index api_endpoints_document_id on public.api_endpoints (document_id, seq);
create index api_endpoints_method_path on public.api_endpoints (method, left(path, 400));

-- ts is what the log says, verbatim; ts_at is the instant that it could be read as.
create table public.log_entries (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null references public.documents (id) on delete cascade,
    ts text collate "C",
    ts_at timestamptz,
    level text,
    code text,
    component text,
    message text,
    attrs jsonb
);
create index log_entries_seq on public.log_entries (seq);
create index log_entries_document_id on public.log_entries (document_id, seq);
create index log_entries_level on public.log_entries (level, seq);
create index log_entries_level_code_ts on public.log_entries (level, left(code, 200), left(ts, 200));
create index log_entries_ts_at on public.log_entries (ts_at, seq);

create table public.tags (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null references public.documents (id) on delete cascade,
    tag text not null,
    score double precision,
    source_ptr text,
    hrm_steps integer,
    revision bigint not null default 1
);
create index tags_seq on public.tags (seq);
create index tags_document_id on public.tags (document_id, seq);
create index tags_tag on public.tags (left(tag, 400));

-- A prompt may be written before its document exists: document_id is no foreign key.
create table public.tag_prompts (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C" not null,
    prompt_text text not null,
    examples jsonb,
    created_at timestamptz,
    author text
);
create index tag_prompts_document_id on public.tag_prompts (document_id, created_at);

create table public.evidence (
    id text collate "C" not null primary key,
    seq bigint not null,
    artifact_id text collate "C" not null references public.artifacts (id) on delete cascade,
    locator text,
    preview text,
    content_type text,
    coordinates jsonb,
    full_data jsonb
);
create index evidence_artifact_id on public.evidence (artifact_id, seq);
create index evidence_content_type on public.evidence (lower(content_type collate "C"), seq);

-- Evidence may be gone while a fact still names it: evidence_id is no foreign key.
create table public.facts (
    id text collate "C" not null primary key,
    seq bigint not null,
    artifact_id text collate "C" not null references public.artifacts (id) on delete cascade,
    report_week text,
    entity text,
    metrics jsonb not null,
    evidence_id text collate "C"
);
create index facts_seq on public.facts (seq);
create index facts_artifact_id on public.facts (artifact_id, seq);
create index facts_report_week on public.facts (report_week, seq);

create table public.summaries (
    id text collate "C" not null primary key,
    seq bigint not null,
    scope text not null,
    scope_key text not null,
    style text not null,
    provider text,
    prompt text,
    summary_text text not null,
    artifact_ids jsonb not null,
    evidence_ids jsonb not null,
    created_at timestamptz not null
);
create index summaries_scope_key on public.summaries using hash (scope_key);
create index summaries_created_at on public.summaries (created_at);

create table public.hrm_runs (
    id text collate "C" not null primary key,
    seq bigint not null,
    kind text not null,
    document_id text collate "C",
    max_steps integer not null,
    min_steps integer not null,
    steps integer not null,
    halted boolean not null,
    halt_reason text,
    accuracy double precision,
    latency_micros bigint not null,
    device text,
    payload jsonb not null,
    created_at timestamptz not null
);
create index hrm_runs_seq on public.hrm_runs (seq);

create table public.hrm_metrics (
    id text collate "C" not null primary key,
    seq bigint not null,
    run_id text collate "C" not null references public.hrm_runs (id) on delete cascade,
    step integer not null,
    changed boolean not null,
    value jsonb not null
);
create index hrm_metrics_run_id on public.hrm_metrics (run_id, step);

create table public.extraction_runs (
    id text collate "C" not null primary key,
    seq bigint not null,
    document_id text collate "C",
    prompt_id text collate "C",
    provider text not null,
    model text,
    found integer not null,
    stored integer not null,
    outcome text not null,
    error text,
    latency_micros bigint not null,
    device text,
    created_at timestamptz not null
);
create index extraction_runs_seq on public.extraction_runs (seq);
create index extraction_runs_document_id on public.extraction_runs (document_id, seq);

-- Which generation of chunks serves, and which one is being made beside it, if any. One row.
create table public.search_state (
    id integer not null primary key check (id = 1),
    serving_generation bigint not null,
    building_generation bigint,
    -- Only here: the model whose vectors all servers of this store share; null until the first vector.
    embedding_model text
);
insert into public.search_state (id, serving_generation) values (1, 1);

create table public.search_chunks (
    id text collate "C" not null,
    generation bigint not null,
    source_type text not null,
    artifact_id text collate "C" references public.artifacts (id) on delete cascade,
    document_id text collate "C" references public.documents (id) on delete cascade,
    chunk_index integer not null,
    text text not null,
    text_hash text not null,
    meta jsonb not null,
    embedding_model text,
    embedding_384 extensions.vector(384),
    embedding_1024 extensions.vector(1024),
    -- Equal scores keep the order in which chunks came.
    chunk_no bigint generated always as identity primary key,
    unique (generation, id)
);
create index search_chunks_artifact_id on public.search_chunks (artifact_id) where artifact_id is not null;
create index search_chunks_document_id on public.search_chunks (document_id);
create index search_chunks_text_hash on public.search_chunks (text_hash, embedding_model);
create index search_chunks_model on public.search_chunks (generation, embedding_model, source_type);
