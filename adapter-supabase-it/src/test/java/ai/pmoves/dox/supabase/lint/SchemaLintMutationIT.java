package ai.pmoves.dox.supabase.lint;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.fixture.Sql;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the linter reports what it is there for, and nothing beside it. */
class SchemaLintMutationIT {
    private static final String CHANGES = """
            alter table tags disable row level security \
            | policy_exists_rls_disabled: public.tags; rls_disabled: public.tags
            create table public.notes (id text primary key) | rls_disabled: public.notes
            grant select on dox.flyway_schema_history to dox_server | rls_disabled: dox.flyway_schema_history
            create table public.notes (id text primary key); alter table notes enable row level security \
            | rls_enabled_no_policy: public.notes
            drop policy users_read on dox.word_counts | grant_without_policy: dox.word_counts for select to authenticated
            alter policy servers_do_all on tags to service_role \
            | grant_without_policy: public.tags for delete to dox_server; \
            grant_without_policy: public.tags for insert to dox_server; \
            grant_without_policy: public.tags for select to dox_server; \
            grant_without_policy: public.tags for update to dox_server
            revoke select on tags from authenticated | policy_without_grant: public.tags for select to authenticated
            revoke delete on tags from dox_server | policy_without_grant: public.tags for delete to dox_server
            create extension fuzzystrmatch schema public | extension_in_public: fuzzystrmatch
            alter function dox.words_of(text) reset search_path | function_search_path_mutable: dox.words_of(text)
            alter policy users_read on tags using (current_setting('app.user', true) = id) \
            | auth_rls_initplan: public.tags users_read
            alter policy users_read on tags using ((select current_setting('app.user', true)) = id) | nothing
            create policy more on tags for select to authenticated using (id = 'x') \
            | multiple_permissive_policies: public.tags for select to authenticated: more, users_read
            create policy more on tags using (id = 'x') \
            | multiple_permissive_policies: public.tags for delete to dox_server: more, servers_do_all; \
            multiple_permissive_policies: public.tags for insert to dox_server: more, servers_do_all; \
            multiple_permissive_policies: public.tags for select to authenticated: more, users_read; \
            multiple_permissive_policies: public.tags for select to dox_server: more, servers_do_all; \
            multiple_permissive_policies: public.tags for update to dox_server: more, servers_do_all
            grant insert on tags to authenticated; create policy w on tags for insert to authenticated with check (1 = 1) \
            | policy_always_true: public.tags w
            grant update on tags to authenticated; create policy w on tags for update to public using (true) \
            | multiple_permissive_policies: public.tags for update to dox_server: servers_do_all, w; \
            policy_always_true: public.tags w
            grant delete on tags to authenticated; create policy w on tags for delete to authenticated using (id = 'x') | nothing
            alter policy users_read on tags using ((select current_setting('jwt.user_metadata')) = id) \
            | policy_reads_user_metadata: public.tags users_read
            create index again on tags (left(tag, 400)) | duplicate_index: public.tags: again, tags_tag
            update pg_index set indisvalid = false where indexrelid = 'tags_tag'::regclass \
            | invalid_index: public.tags: tags_tag
            drop index tags_document_id | unindexed_foreign_keys: public.tags tags_document_id_fkey
            drop index tags_document_id; create index tags_document_id on tags (seq, document_id) \
            | unindexed_foreign_keys: public.tags tags_document_id_fkey
            drop index tags_document_id; create index tags_document_id on tags (document_id) where tag = 'x' \
            | unindexed_foreign_keys: public.tags tags_document_id_fkey
            alter table hrm_metrics drop constraint hrm_metrics_pkey | no_primary_key: public.hrm_metrics
            create view public.notes as select 1 as note | security_definer_view: public.notes
            create view public.notes with (security_invoker = true) as select 1 as note | nothing
            create materialized view public.notes as select 1 as note; grant select on notes to authenticated \
            | unprotected_relation_in_api: public.notes
            grant select on tags to anon | anon_grant: public.tags for select to anon; \
            grant_without_policy: public.tags for select to anon
            grant select (tag) on tags to public | anon_grant: public.tags.tag for select to public
            grant usage on sequence dox.row_order to anon | anon_grant: dox.row_order for usage to anon
            grant execute on function dox.telling_words to anon | anon_function: dox.telling_words(text)
            create function dox.one() returns integer language sql set search_path = '' return 1 \
            | anon_function: dox.one()
            alter function dox.telling_words security definer | security_definer_function: dox.telling_words(text)
            alter table tags add column source regproc | unsupported_reg_types: public.tags.source
            alter table tags set (autovacuum_enabled = false) | autovacuum_disabled: public.tags
            """;

    private static TestDatabase database;
    private static Connection connection;
    private static SchemaLint lint;

    @BeforeAll
    static void open() throws Exception {
        lint = SchemaLint.read();
        database = TestDatabase.migrated();
        connection = database.connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = CHANGES)
    void aFaultIsFound(String change, String findings) throws SQLException {
        try {
            for (var statement : change.split(";")) {
                Sql.run(connection, statement);
            }
            assertThat(lint.findings(connection))
                    .containsExactlyElementsOf(findings.equals("nothing") ? List.of() : List.of(findings.split("; +")));
        } finally {
            connection.rollback();
        }
    }

    @Test
    void noRuleIsWithoutAFaultThatItFinds() {
        var found = new TreeSet<String>();
        for (var change : CHANGES.lines().toList()) {
            for (var finding : change.substring(change.indexOf('|') + 1).split(";")) {
                found.add(finding.strip().replaceFirst(":.*", ""));
            }
        }
        assertThat(found).containsAll(lint.rules().keySet());
    }
}
