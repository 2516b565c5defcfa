-- What a pair of stores needs to know of this one: how it stands, which rows have changed, and which of them the
-- shared store does not have yet. The shared store's script of the same number has the same for its side.

-- One row. "primary_id" is null as long as the store is in no pair; then nothing is noticed. "mark" says, within one
-- transaction, who writes: 0 anybody, 1 replication, 2 work that is done offline, 3 a copy from another store.
create table sync_state (
    id integer not null primary key check (id = 1),
    store_id text not null,
    primary_id text,
    epoch bigint not null,
    mark integer not null check (mark between 0 and 3),
    position bigint not null
);
insert into sync_state (id, store_id, epoch, mark, position) values (1, lower(hex(randomblob(16))), 0, 0, 0);

-- The version of each row that has changed since the store is in a pair, of removed ones too. One that has a base, the
-- version on which both stores last agreed, waits to be sent, in the order of "position".
create table sync_changes (
    table_name text not null,
    key text not null,
    counter bigint not null,
    device text not null,
    base_counter bigint,
    base_device text,
    is_removed boolean not null,
    position bigint not null,
    changed_at timestamp_text not null,
    primary key (table_name, key)
) without rowid;
create index sync_changes_waiting on sync_changes (position) where base_counter is not null;
create index sync_changes_removed on sync_changes (changed_at) where is_removed;

create table sync_dead_letters (
    direction text not null,
    table_name text not null,
    key text not null,
    reason text not null,
    attempts integer not null,
    since timestamp_text not null,
    primary key (direction, table_name, key)
) without rowid;

create table sync_places (
    hub_id text not null primary key,
    cursor text not null
) without rowid;

create table sync_history (
    no integer not null primary key autoincrement,
    at timestamp_text not null,
    actor text not null,
    step text not null,
    figures json_text not null
);

-- What every trigger below says; what becomes of it stands here, once. A further change of a row that waits keeps its
-- place, so that parents stay ahead of their children; a removal takes a new one, behind those of its children.
create view sync_noticed as select table_name, key, is_removed from sync_changes where false;

create trigger sync_noticed_change instead of insert on sync_noticed begin
    select raise(abort, 'dox: not the primary') from sync_state where mark = 0 and primary_id <> store_id;
    select raise(abort, 'dox: a row waits to be sent') from sync_state, sync_changes c
        where mark = 1 and c.table_name = new.table_name and c.key = new.key and c.base_counter is not null
            and not c.is_removed and not exists (select 1 from sync_dead_letters d
                where d.direction = 'PUSH' and d.table_name = c.table_name and d.key = c.key);
    update sync_state set position = position + 1 where mark = 2 or (mark <> 1 and primary_id = store_id);
    insert into sync_changes
        (table_name, key, counter, device, base_counter, base_device, is_removed, position, changed_at)
    select new.table_name, new.key, 1, store_id, 0, '', new.is_removed, position, strftime('%Y-%m-%dT%H:%M:%fZ')
    from sync_state where mark = 2 or (mark <> 1 and primary_id = store_id)
    on conflict (table_name, key) do update set
        counter = counter + 1,
        device = excluded.device,
        base_counter = coalesce(base_counter, counter),
        base_device = iif(base_counter is null, device, base_device),
        position = iif(base_counter is null or excluded.is_removed, excluded.position, position),
        changed_at = iif(base_counter is null, excluded.changed_at, changed_at),
        is_removed = excluded.is_removed;
    delete from sync_dead_letters where direction = 'PUSH' and table_name = new.table_name and key = new.key
        and (select mark <> 1 from sync_state);
end;

create trigger artifacts_added_noticed after insert on artifacts
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('artifacts', new.id, false);
end;
create trigger artifacts_changed_noticed after update on artifacts
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('artifacts', new.id, false);
end;
create trigger artifacts_removed_noticed after delete on artifacts
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('artifacts', old.id, true);
end;

create trigger documents_added_noticed after insert on documents
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('documents', new.id, false);
end;
create trigger documents_changed_noticed after update on documents
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('documents', new.id, false);
end;
create trigger documents_removed_noticed after delete on documents
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('documents', old.id, true);
end;

create trigger document_sections_added_noticed after insert on document_sections
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_sections', new.id, false);
end;
create trigger document_sections_changed_noticed after update on document_sections
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_sections', new.id, false);
end;
create trigger document_sections_removed_noticed after delete on document_sections
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_sections', old.id, true);
end;

create trigger document_tables_added_noticed after insert on document_tables
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_tables', new.id, false);
end;
create trigger document_tables_changed_noticed after update on document_tables
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_tables', new.id, false);
end;
create trigger document_tables_removed_noticed after delete on document_tables
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_tables', old.id, true);
end;

create trigger document_structure_added_noticed after insert on document_structure
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_structure', new.document_id, false);
end;
create trigger document_structure_changed_noticed after update on document_structure
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_structure', new.document_id, false);
end;
create trigger document_structure_removed_noticed after delete on document_structure
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_structure', old.document_id, true);
end;

create trigger document_entities_added_noticed after insert on document_entities
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_entities', new.id, false);
end;
create trigger document_entities_changed_noticed after update on document_entities
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_entities', new.id, false);
end;
create trigger document_entities_removed_noticed after delete on document_entities
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_entities', old.id, true);
end;

create trigger document_metric_hits_added_noticed after insert on document_metric_hits
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_metric_hits', new.id, false);
end;
create trigger document_metric_hits_changed_noticed after update on document_metric_hits
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_metric_hits', new.id, false);
end;
create trigger document_metric_hits_removed_noticed after delete on document_metric_hits
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('document_metric_hits', old.id, true);
end;

create trigger api_endpoints_added_noticed after insert on api_endpoints
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('api_endpoints', new.id, false);
end;
create trigger api_endpoints_changed_noticed after update on api_endpoints
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('api_endpoints', new.id, false);
end;
create trigger api_endpoints_removed_noticed after delete on api_endpoints
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('api_endpoints', old.id, true);
end;

create trigger log_entries_added_noticed after insert on log_entries
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('log_entries', new.id, false);
end;
create trigger log_entries_changed_noticed after update on log_entries
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('log_entries', new.id, false);
end;
create trigger log_entries_removed_noticed after delete on log_entries
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('log_entries', old.id, true);
end;

create trigger tags_added_noticed after insert on tags
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('tags', new.id, false);
end;
create trigger tags_changed_noticed after update on tags
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('tags', new.id, false);
end;
create trigger tags_removed_noticed after delete on tags
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('tags', old.id, true);
end;

create trigger tag_prompts_added_noticed after insert on tag_prompts
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('tag_prompts', new.id, false);
end;
create trigger tag_prompts_changed_noticed after update on tag_prompts
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('tag_prompts', new.id, false);
end;
create trigger tag_prompts_removed_noticed after delete on tag_prompts
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('tag_prompts', old.id, true);
end;

create trigger evidence_added_noticed after insert on evidence
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('evidence', new.id, false);
end;
create trigger evidence_changed_noticed after update on evidence
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('evidence', new.id, false);
end;
create trigger evidence_removed_noticed after delete on evidence
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('evidence', old.id, true);
end;

create trigger facts_added_noticed after insert on facts
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('facts', new.id, false);
end;
create trigger facts_changed_noticed after update on facts
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('facts', new.id, false);
end;
create trigger facts_removed_noticed after delete on facts
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('facts', old.id, true);
end;

create trigger summaries_added_noticed after insert on summaries
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('summaries', new.id, false);
end;
create trigger summaries_changed_noticed after update on summaries
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('summaries', new.id, false);
end;
create trigger summaries_removed_noticed after delete on summaries
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('summaries', old.id, true);
end;

create trigger hrm_runs_added_noticed after insert on hrm_runs
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('hrm_runs', new.id, false);
end;
create trigger hrm_runs_changed_noticed after update on hrm_runs
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('hrm_runs', new.id, false);
end;
create trigger hrm_runs_removed_noticed after delete on hrm_runs
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('hrm_runs', old.id, true);
end;

create trigger hrm_metrics_added_noticed after insert on hrm_metrics
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('hrm_metrics', new.id, false);
end;
create trigger hrm_metrics_changed_noticed after update on hrm_metrics
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('hrm_metrics', new.id, false);
end;
create trigger hrm_metrics_removed_noticed after delete on hrm_metrics
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('hrm_metrics', old.id, true);
end;

create trigger extraction_runs_added_noticed after insert on extraction_runs
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('extraction_runs', new.id, false);
end;
create trigger extraction_runs_changed_noticed after update on extraction_runs
when (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed values ('extraction_runs', new.id, false);
end;
create trigger extraction_runs_removed_noticed after delete on extraction_runs
when (select primary_id is not null from sync_state) begin
    insert into sync_noticed values ('extraction_runs', old.id, true);
end;

-- Of chunks only the generation that serves counts, and not a write that leaves one as it is.
create trigger search_chunks_added_noticed after insert on search_chunks
when (select mark <> 1 and primary_id is not null from sync_state)
    and new.generation = (select serving_generation from search_state) begin
    insert into sync_noticed values ('search_chunks', new.id, false);
end;
create trigger search_chunks_changed_noticed after update on search_chunks
when (select mark <> 1 and primary_id is not null from sync_state)
    and new.generation = (select serving_generation from search_state)
    and (new.source_type, new.artifact_id, new.document_id, new.chunk_index, new.text, new.text_hash, new.meta,
        new.embedding_model, new.embedding_version)
    is not (old.source_type, old.artifact_id, old.document_id, old.chunk_index, old.text, old.text_hash, old.meta,
        old.embedding_model, old.embedding_version) begin
    insert into sync_noticed values ('search_chunks', new.id, false);
end;
create trigger search_chunks_removed_noticed after delete on search_chunks
when (select primary_id is not null from sync_state)
    and old.generation = (select serving_generation from search_state) begin
    insert into sync_noticed values ('search_chunks', old.id, true);
end;

-- When another generation begins to serve, the chunks have changed in which the two differ.
create trigger search_state_swap_noticed after update of serving_generation on search_state
when new.serving_generation <> old.serving_generation
    and (select mark <> 1 and primary_id is not null from sync_state) begin
    insert into sync_noticed
    select 'search_chunks', made.id, false
    from search_chunks made
    left join search_chunks had on had.generation = old.serving_generation and had.id = made.id
    where made.generation = new.serving_generation
        and (had.id is null
            or (made.source_type, made.artifact_id, made.document_id, made.chunk_index, made.text, made.meta,
                made.embedding_model)
            is not (had.source_type, had.artifact_id, had.document_id, had.chunk_index, had.text, had.meta,
                had.embedding_model));
    insert into sync_noticed
    select 'search_chunks', had.id, true
    from search_chunks had
    left join search_chunks made on made.generation = new.serving_generation and made.id = had.id
    where had.generation = old.serving_generation and made.id is null;
end;
