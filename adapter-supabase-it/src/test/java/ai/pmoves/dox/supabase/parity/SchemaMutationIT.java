package ai.pmoves.dox.supabase.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The comparison of the schemas reports each kind of change, and nothing beside it. */
class SchemaMutationIT {
    @TempDir
    static Path folder;

    private static BothStores stores;

    @BeforeAll
    static void open() throws SQLException {
        stores = new BothStores(folder);
    }

    @AfterAll
    static void close() throws SQLException {
        stores.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            alter table facts drop column entity | column facts.entity: 'text' in SQLite, missing in Postgres
            alter table facts add column note text | column facts.note: missing in SQLite, 'text' in Postgres
            alter table tags alter column hrm_steps type bigint \
            | column tags.hrm_steps: 'integer' in SQLite, 'bigint' in Postgres
            alter table evidence alter column full_data type json \
            | column evidence.full_data: 'jsonb' in SQLite, 'json' in Postgres
            alter table tag_prompts alter column created_at type timestamp \
            | column tag_prompts.created_at: 'timestamp with time zone' in SQLite, 'timestamp without time zone' in Postgres
            drop trigger changed_noticed on search_chunks; \
            drop index search_chunks_embedding_384; \
            alter table search_chunks alter column embedding_384 type extensions.vector(385); \
            create index search_chunks_embedding_384 on search_chunks using hnsw (embedding_384 extensions.vector_ip_ops) \
            | column search_chunks.embedding_384: 'vector(384)' in SQLite, 'vector(385)' in Postgres
            alter table facts alter column evidence_id type text collate "und-x-icu" \
            | column facts.evidence_id: 'text' in SQLite, 'text collate "und-x-icu"' in Postgres
            alter table summaries alter column style drop not null \
            | column summaries.style: 'text not null' in SQLite, 'text' in Postgres
            alter table documents alter column revision drop default \
            | column documents.revision: 'bigint not null default 1' in SQLite, 'bigint not null' in Postgres
            alter table documents alter column revision set default 2 \
            | column documents.revision: 'bigint not null default 1' in SQLite, 'bigint not null default 2' in Postgres
            alter table hrm_metrics drop constraint hrm_metrics_pkey \
            | primary key hrm_metrics: '(id)' in SQLite, missing in Postgres
            alter table hrm_metrics drop constraint hrm_metrics_pkey; alter table hrm_metrics add primary key (run_id, id) \
            | primary key hrm_metrics: '(id)' in SQLite, '(run_id, id)' in Postgres
            alter table tags drop constraint tags_document_id_fkey \
            | foreign key tags (document_id): \
            'references documents (id) on delete cascade on update no action' in SQLite, missing in Postgres
            alter table facts drop constraint facts_artifact_id_fkey, add foreign key (artifact_id) references artifacts \
            | foreign key facts (artifact_id): 'references artifacts (id) on delete cascade on update no action' in SQLite, \
            'references artifacts (id) on delete no action on update no action' in Postgres
            alter table search_chunks drop constraint search_chunks_generation_id_key \
            | unique search_chunks (generation, id): 'unique on search_chunks (generation, id)' in SQLite, missing in Postgres
            alter table tags add unique (document_id, tag) \
            | unique tags (document_id, tag): missing in SQLite, 'unique on tags (document_id, tag)' in Postgres
            alter table search_state drop constraint search_state_id_check \
            | check search_state (id = 1): 'valid' in SQLite, missing in Postgres
            drop index log_entries_level | index log_entries_level: 'on log_entries (level, seq)' in SQLite, missing in Postgres
            drop index search_chunks_artifact_id; create index search_chunks_artifact_id on search_chunks (artifact_id) \
            | index search_chunks_artifact_id: 'on search_chunks (artifact_id) where artifact_id is not null' in SQLite, \
            'on search_chunks (artifact_id)' in Postgres
            drop index facts_artifact_id; create index facts_artifact_id on facts (seq, artifact_id) \
            | index facts_artifact_id: 'on facts (artifact_id, seq)' in SQLite, 'on facts (seq, artifact_id)' in Postgres
            drop index tags_seq; create unique index tags_seq on tags (seq desc) \
            | index tags_seq: 'on tags (seq)' in SQLite, 'unique on tags (seq desc)' in Postgres
            create table notes (id text primary key) | table notes: missing in SQLite, 'table' in Postgres
            create table dox.notes (id text primary key) | table dox.notes: missing in SQLite, 'table' in Postgres
            drop table hrm_metrics | table hrm_metrics: 'table' in SQLite, missing in Postgres
            delete from dox.flyway_schema_history where version = '20261122000100' \
            | script 20261122000100: 'applied' in SQLite, missing in Postgres
            drop index search_chunks_words | no longer so: \
            index search_chunks_words: missing in SQLite, 'on search_chunks (words) using gin' in Postgres
            """)
    void aChangeOfPostgresIsReported(String change, String report) throws SQLException {
        assertThat(stores.violationsAfterChangingPostgres(change)).containsExactly(report);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            alter table facts drop column entity | column facts.entity: missing in SQLite, 'text' in Postgres
            alter table facts add column note text not null default '' \
            | column facts.note: 'text not null default ''' in SQLite, missing in Postgres
            drop index evidence_seq | index evidence_seq: missing in SQLite, 'on evidence (seq)' in Postgres
            drop index evidence_seq; create index evidence_seq on evidence (seq desc) where seq > 0 \
            | index evidence_seq: 'on evidence (seq desc) where seq > 0' in SQLite, 'on evidence (seq)' in Postgres
            create table notes (id text primary key) | table notes: 'table' in SQLite, missing in Postgres
            drop table document_structure; create table document_structure (\
            document_id text not null primary key references documents (id), hierarchy json_text not null) \
            | foreign key document_structure (document_id): \
            'references documents (id) on delete no action on update no action' in SQLite, \
            'references documents (id) on delete cascade on update no action' in Postgres
            drop table document_structure; create table document_structure (\
            document_id text primary key references documents (id) on delete cascade, hierarchy json_text not null) \
            | column document_structure.document_id: 'text' in SQLite, 'text not null' in Postgres
            drop table document_structure; create table document_structure (\
            document_id text not null primary key references documents (id) on delete cascade, hierarchy text not null) \
            | column document_structure.hierarchy: 'text not null' in SQLite, 'jsonb not null' in Postgres
            drop table vector_state | no longer so: table vector_state: 'table' in SQLite, missing in Postgres
            """)
    void aChangeOfSqliteIsReported(String change, String report) throws SQLException {
        assertThat(stores.violationsAfterChangingSqlite(change)).containsExactly(report);
    }
}
