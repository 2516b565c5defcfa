-- The next number of a row is one more than the highest of its table: every table needs an index on it, or each
-- insert walks the whole table.

create index document_sections_seq on document_sections (seq);
create index document_tables_seq on document_tables (seq);
create index tag_prompts_seq on tag_prompts (seq);
create index evidence_seq on evidence (seq);
create index summaries_seq on summaries (seq);
create index hrm_metrics_seq on hrm_metrics (seq);
