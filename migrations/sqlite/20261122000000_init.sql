-- The tables of the embedded store. The same tables, with the same columns, keys and indexes, stand in the
-- shared store; what differs is the types: json_text is jsonb there, timestamp_text timestamptz, vector_blob
-- vector. Ids are text and made by the application. "seq" keeps the insertion order, is carried along by every
-- copy, and may repeat once rows of several stores have met: lists are ordered by (seq, id).

create table artifacts (
    id text not null primary key,
    seq bigint not null,
    filename text not null,
    filepath text not null,
    filetype text not null,
    report_week text,
    status text,
    source_url text,
    extras json_text,
    content_hash text,
    created_at timestamp_text,
    revision bigint not null default 1
);
create index artifacts_seq on artifacts (seq);
create index artifacts_content_hash on artifacts (content_hash);
create index artifacts_status on artifacts (status, seq);

create table documents (
    id text not null primary key,
    seq bigint not null,
    artifact_id text references artifacts (id) on delete cascade,
    path text not null,
    type text not null,
    title text,
    source text,
    content_hash text,
    created_at timestamp_text,
    revision bigint not null default 1
);
create index documents_seq on documents (seq);
create index documents_artifact_id on documents (artifact_id);
create index documents_type on documents (type, seq);
create index documents_content_hash on documents (content_hash);

create table document_sections (
    id text not null primary key,
    seq bigint not null,
    document_id text not null references documents (id) on delete cascade,
    "order" integer not null,
    text text not null,
    page integer,
    bbox json_text
);
create index document_sections_document_id on document_sections (document_id, "order");

create table document_tables (
    id text not null primary key,
    seq bigint not null,
    document_id text not null references documents (id) on delete cascade,
    "order" integer not null,
    content json_text not null
);
create index document_tables_document_id on document_tables (document_id, "order");

create table document_structure (
    document_id text not null primary key references documents (id) on delete cascade,
    hierarchy json_text not null
);

create table document_entities (
    id text not null primary key,
    seq bigint not null,
    document_id text not null references documents (id) on delete cascade,
    label text not null,
    text text not null,
    start_char integer,
    end_char integer,
    page integer,
    context text,
    source_index integer
);
create index document_entities_seq on document_entities (seq);
create index document_entities_document_id on document_entities (document_id, seq);

create table document_metric_hits (
    id text not null primary key,
    seq bigint not null,
    document_id text not null references documents (id) on delete cascade,
    type text not null,
    value text,
    context text,
    position integer,
    page integer,
    source_index integer
);
create index document_metric_hits_seq on document_metric_hits (seq);
create index document_metric_hits_document_id on document_metric_hits (document_id, seq);

create table api_endpoints (
    id text not null primary key,
    seq bigint not null,
    document_id text not null references documents (id) on delete cascade,
    name text,
    method text not null,
    path text not null,
    summary text,
    tags json_text,
    parameters json_text,
    responses json_text
);
create index api_endpoints_seq on api_endpoints (seq);
create index api_endpoints_document_id on api_endpoints (document_id, seq);
create index api_endpoints_method_path on api_endpoints (method, path);

-- ts is what the log says, verbatim; ts_at is the instant that it could be read as.
create table log_entries (
    id text not null primary key,
    seq bigint not null,
    document_id text not null references documents (id) on delete cascade,
    ts text,
    ts_at timestamp_text,
    level text,
    code text,
    component text,
    message text,
    attrs json_text
);
create index log_entries_seq on log_entries (seq);
create index log_entries_document_id on log_entries (document_id, seq);
create index log_entries_level on log_entries (level, seq);
create index log_entries_level_code_ts on log_entries (level, code, ts);
create index log_entries_ts_at on log_entries (ts_at, seq);

create table tags (
    id text not null primary key,
    seq bigint not null,
    document_id text not null references documents (id) on delete cascade,
    tag text not null,
    score double precision,
    source_ptr text,
    hrm_steps integer,
    revision bigint not null default 1
);
create index tags_seq on tags (seq);
create index tags_document_id on tags (document_id, seq);
create index tags_tag on tags (tag);

-- A prompt may be written before its document exists: document_id is no foreign key.
create table tag_prompts (
    id text not null primary key,
    seq bigint not null,
    document_id text not null,
    prompt_text text not null,
    examples json_text,
    created_at timestamp_text,
    author text
);
create index tag_prompts_document_id on tag_prompts (document_id, created_at);

create table evidence (
    id text not null primary key,
    seq bigint not null,
    artifact_id text not null references artifacts (id) on delete cascade,
    locator text,
    preview text,
    content_type text,
    coordinates json_text,
    full_data json_text
);
create index evidence_artifact_id on evidence (artifact_id, seq);
create index evidence_content_type on evidence (content_type, seq);

-- Evidence may be gone while a fact still names it: evidence_id is no foreign key.
create table facts (
    id text not null primary key,
    seq bigint not null,
    artifact_id text not null references artifacts (id) on delete cascade,
    report_week text,
    entity text,
    metrics json_text not null,
    evidence_id text
);
create index facts_seq on facts (seq);
create index facts_artifact_id on facts (artifact_id, seq);
create index facts_report_week on facts (report_week, seq);

create table summaries (
    id text not null primary key,
    seq bigint not null,
    scope text not null,
    scope_key text not null,
    style text not null,
    provider text,
    prompt text,
    summary_text text not null,
    artifact_ids json_text not null,
    evidence_ids json_text not null,
    created_at timestamp_text not null
);
create index summaries_scope_key on summaries (scope_key, style, created_at);
create index summaries_created_at on summaries (created_at);

create table hrm_runs (
    id text not null primary key,
    seq bigint not null,
    kind text not null,
    document_id text,
    max_steps integer not null,
    min_steps integer not null,
    steps integer not null,
    halted boolean not null,
    halt_reason text,
    accuracy double precision,
    latency_micros bigint not null,
    device text,
    payload json_text not null,
    created_at timestamp_text not null
);
create index hrm_runs_seq on hrm_runs (seq);

create table hrm_metrics (
    id text not null primary key,
    seq bigint not null,
    run_id text not null references hrm_runs (id) on delete cascade,
    step integer not null,
    changed boolean not null,
    value json_text not null
);
create index hrm_metrics_run_id on hrm_metrics (run_id, step);

create table extraction_runs (
    id text not null primary key,
    seq bigint not null,
    document_id text,
    prompt_id text,
    provider text not null,
    model text,
    found integer not null,
    stored integer not null,
    outcome text not null,
    error text,
    latency_micros bigint not null,
    device text,
    created_at timestamp_text not null
);
create index extraction_runs_seq on extraction_runs (seq);
create index extraction_runs_document_id on extraction_runs (document_id, seq);

-- Which generation of chunks serves, and which one is being made beside it, if any. One row.
create table search_state (
    id integer not null primary key check (id = 1),
    serving_generation bigint not null,
    building_generation bigint
);
insert into search_state (id, serving_generation) values (1, 1);

-- The vector columns come last, so that reading the others does not read them.
create table search_chunks (
    id text not null,
    generation bigint not null,
    source_type text not null,
    artifact_id text references artifacts (id) on delete cascade,
    document_id text references documents (id) on delete cascade,
    chunk_index integer not null,
    text text not null,
    text_hash text not null,
    meta json_text not null,
    embedding_model text,
    embedding_384 vector_blob,
    embedding_1024 vector_blob,
    -- Only here: the full-text index and the vectors in memory name a chunk by this number.
    chunk_no integer not null primary key autoincrement,
    -- Only here: rises with each vector that is stored, so that a reader can fetch what is new.
    embedding_version bigint,
    unique (generation, id)
);
create index search_chunks_artifact_id on search_chunks (artifact_id) where artifact_id is not null;
create index search_chunks_document_id on search_chunks (document_id);
create index search_chunks_text_hash on search_chunks (text_hash, embedding_model);
create index search_chunks_model on search_chunks (generation, embedding_model, source_type);
create index search_chunks_embedding_version on search_chunks (embedding_version) where embedding_version is not null;

-- Only here: what a process that holds vectors in memory compares to know that it is behind.
create table vector_state (
    id integer not null primary key check (id = 1),
    embedding_version bigint not null,
    removal_version bigint not null
);
insert into vector_state (id, embedding_version, removal_version) values (1, 0, 0);

-- Full text over the chunks, one index for even and one for odd generations, so that a generation in the making
-- does not weigh in the ranking of the one that serves. The text itself stays in search_chunks.
create virtual table chunk_text_0 using fts5 (
    text, content = 'search_chunks', content_rowid = 'chunk_no', tokenize = 'porter unicode61'
);
create virtual table chunk_text_1 using fts5 (
    text, content = 'search_chunks', content_rowid = 'chunk_no', tokenize = 'porter unicode61'
);

create trigger search_chunks_added_0 after insert on search_chunks when new.generation % 2 = 0 begin
    insert into chunk_text_0 (rowid, text) values (new.chunk_no, new.text);
end;
create trigger search_chunks_added_1 after insert on search_chunks when new.generation % 2 = 1 begin
    insert into chunk_text_1 (rowid, text) values (new.chunk_no, new.text);
end;
create trigger search_chunks_removed_0 after delete on search_chunks when old.generation % 2 = 0 begin
    insert into chunk_text_0 (chunk_text_0, rowid, text) values ('delete', old.chunk_no, old.text);
end;
create trigger search_chunks_removed_1 after delete on search_chunks when old.generation % 2 = 1 begin
    insert into chunk_text_1 (chunk_text_1, rowid, text) values ('delete', old.chunk_no, old.text);
end;
create trigger search_chunks_changed_0 after update of text on search_chunks
when new.generation % 2 = 0 and old.text <> new.text begin
    insert into chunk_text_0 (chunk_text_0, rowid, text) values ('delete', old.chunk_no, old.text);
    insert into chunk_text_0 (rowid, text) values (new.chunk_no, new.text);
end;
create trigger search_chunks_changed_1 after update of text on search_chunks
when new.generation % 2 = 1 and old.text <> new.text begin
    insert into chunk_text_1 (chunk_text_1, rowid, text) values ('delete', old.chunk_no, old.text);
    insert into chunk_text_1 (rowid, text) values (new.chunk_no, new.text);
end;
create trigger search_chunks_vector_removed after delete on search_chunks when old.embedding_model is not null begin
    update vector_state set removal_version = removal_version + 1;
end;
create trigger search_chunks_vector_dropped after update of embedding_model on search_chunks
when old.embedding_model is not null and new.embedding_model is not old.embedding_model begin
    update vector_state set removal_version = removal_version + 1;
end;
