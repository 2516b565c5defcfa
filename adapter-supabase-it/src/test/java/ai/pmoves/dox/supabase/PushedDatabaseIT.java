package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.supabase.fixture.Scripts;
import ai.pmoves.dox.supabase.fixture.TestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code supabase db push} and our runner make the same database, and ours goes on where a push stopped. */
class PushedDatabaseIT {
    private static final int ALL = Scripts.files().size();

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void drop() {
        database.close();
    }

    @Test
    void ourRunnerRecognisesWhatWasPushed() throws SQLException {
        Scripts.push(database.url(), ALL);
        assertThat(SupabaseStore.migrate(SupabaseConfig.of(database.url()))).isZero();
        assertThat(SupabaseStore.migrate(SupabaseConfig.of(database.url()))).isZero();
        try (var store = SupabaseStore.open(SupabaseConfig.of(database.url()))) {
            store.ping();
        }
    }

    @Test
    void aPushedStoreOpensWithoutOurRunner() throws SQLException {
        var owner = database.likeThePlatform();
        Scripts.push(owner, ALL);
        try (var store = SupabaseStore.open(SupabaseConfig.of(database.loginAs("dox_server")))) {
            store.ping();
        }
    }

    @Test
    void bothMakeTheSame() throws SQLException {
        try (var other = TestDatabase.empty()) {
            Scripts.push(database.url(), ALL);
            SupabaseStore.migrate(SupabaseConfig.of(other.url()));
            assertThat(everything(database)).hasSizeGreaterThan(500).isEqualTo(everything(other));
        }
    }

    /** All that the catalogs say of what is ours, but for the runner's own table. */
    private static List<String> everything(TestDatabase database) throws SQLException {
        return database.list("""
                with ours as (
                    select oid from pg_namespace where nspname in ('public', 'dox')
                ), relations as (
                    select * from pg_class where relnamespace in (select oid from ours) and relname !~ '^flyway_schema_history'
                )
                select concat_ws(' ', 'relation', oid::regclass, relkind, relacl, relrowsecurity, reloptions) from relations
                union all
                select concat_ws(' ', 'column', attrelid::regclass, attname, format_type(atttypid, atttypmod), attnotnull,
                    attcollation::regcollation, attidentity, attgenerated, attacl, attnum, pg_get_expr(adbin, adrelid))
                from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
                where attrelid in (select oid from relations) and attnum > 0
                union all
                select 'index ' || pg_get_indexdef(indexrelid) from pg_index where indrelid in (select oid from relations)
                union all
                select concat_ws(' ', 'constraint', conrelid::regclass, conname, pg_get_constraintdef(oid))
                from pg_constraint where conrelid in (select oid from relations)
                union all
                select concat_ws(' ', 'function', pg_get_functiondef(oid), proacl) from pg_proc
                where pronamespace in (select oid from ours)
                union all
                select 'trigger ' || pg_get_triggerdef(oid) from pg_trigger
                where tgrelid in (select oid from relations) and not tgisinternal
                union all
                select concat_ws(' ', 'policy', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check)
                from pg_policies
                union all
                select concat_ws(' ', 'schema', nspname, nspacl) from pg_namespace where nspname !~ '^pg_'
                union all
                select concat_ws(' ', 'extension', extname, extversion, extnamespace::regnamespace) from pg_extension
                union all
                select concat_ws(' ', 'words', mapcfg::regconfig, maptokentype, mapseqno, mapdict::regdictionary)
                from pg_ts_config_map where mapcfg = 'dox.words'::regconfig
                order by 1""");
    }

    @ParameterizedTest
    @MethodSource
    void ourRunnerGoesOnWhereAPushBrokeOff(int pushed) throws SQLException {
        Scripts.push(database.url(), pushed);
        assertThat(SupabaseStore.migrate(SupabaseConfig.of(database.url()))).isEqualTo(ALL - pushed);
        try (var complete = TestDatabase.migrated()) {
            assertThat(everything(database)).isEqualTo(everything(complete));
        }
    }

    static IntStream ourRunnerGoesOnWhereAPushBrokeOff() {
        return IntStream.range(0, ALL);
    }
}
