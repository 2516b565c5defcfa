package ai.pmoves.dox.app.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.access.ProjectServer;
import ai.pmoves.dox.app.access.Tokens;
import ai.pmoves.dox.app.cli.check.Check.Verdict;
import ai.pmoves.dox.app.cli.fixture.CommandResult;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code dox doctor} says of configurations that are wrong. */
class DiagnosticsTest {
    private static final String REF = "abcdefghijklmnopqrst";
    private static final String OTHER = "zyxwvutsrqponmlkjihg";

    private final ProjectServer project = ProjectServer.start(Tokens.ecKey("k1"));

    @TempDir
    private Path home;

    @AfterEach
    void close() {
        project.close();
    }

    private DoxConfig config(Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("DOX_HOME", home.toString());
        return DoxConfig.from(all);
    }

    private static Map<String, String> shared(String databaseUrl) {
        return Map.of("DB_BACKEND", "supabase", "SUPABASE_DB_URL", databaseUrl);
    }

    private List<Check> keys(Map<String, String> values) {
        return KeyChecks.run(config(values), InstantSource.system());
    }

    private List<Check> project(String... more) {
        var values = new HashMap<>(Map.of("SUPABASE_URL", project.url().toString()));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return ProjectChecks.run(config(values).access(), InstantSource.system());
    }

    private static void assertSaid(List<Check> checks, Verdict verdict, String name, String... words) {
        assertThat(checks)
                .filteredOn(check -> check.verdict() == verdict && check.name().equals(name))
                .anySatisfy(check -> assertThat(check.detail()).contains(words));
    }

    private static void assertSound(List<Check> checks) {
        assertThat(checks).isNotEmpty().allMatch(check -> check.verdict() == Verdict.OK);
    }

    @Test
    void aSoundProjectWithKeysOfEitherKind() {
        assertSound(project("SUPABASE_SERVICE_KEY", "sb_secret_x", "SUPABASE_ANON_KEY", "sb_publishable_x"));
        assertSound(
                keys(Map.of("SUPABASE_URL", "https://" + REF + ".supabase.co", "SUPABASE_SERVICE_KEY", "sb_secret_x")));
        assertSound(keys(Map.of(
                "SUPABASE_URL",
                "https://" + REF + ".supabase.co",
                "SUPABASE_JWT_SECRET",
                Tokens.SECRET,
                "SUPABASE_SERVICE_KEY",
                Tokens.hs256(Tokens.key("service_role", Instant.now())),
                "SUPABASE_ANON_KEY",
                Tokens.hs256(Tokens.key("anon", Instant.now())))));
    }

    @Test
    void whoMayDoWhat() {
        assertSaid(keys(Map.of()), Verdict.OK, "access", "everybody on this machine may read and write");
        assertSaid(
                keys(Map.of("HOST", "0.0.0.0", "ALLOW_ANONYMOUS", "true")),
                Verdict.WARN,
                "access",
                "everybody who reaches 0.0.0.0 may read and write");
        assertSaid(keys(Map.of("HOST", "0.0.0.0")), Verdict.FAIL, "access", "'dox serve' does not start");
        assertSaid(
                keys(Map.of("SUPABASE_SERVICE_KEY", "sb_publishable_x")),
                Verdict.FAIL,
                "access",
                "SUPABASE_SERVICE_KEY is a key of the role 'anon'");
    }

    @Test
    void keysThatDoNotBelongTogether() {
        var url = "https://" + OTHER + ".supabase.co";
        var key = Tokens.hs256(Tokens.key("service_role", Instant.now()));
        assertSaid(
                keys(Map.of("SUPABASE_URL", url, "SUPABASE_SERVICE_KEY", key)),
                Verdict.FAIL,
                "project",
                "SUPABASE_SERVICE_KEY is of the project " + REF + ", and SUPABASE_URL of " + OTHER);
        assertSaid(
                keys(Map.of(
                        "SUPABASE_URL",
                        url,
                        "DB_BACKEND",
                        "supabase",
                        "SUPABASE_DB_URL",
                        "postgresql://postgres:p@db." + REF + ".supabase.co/postgres")),
                Verdict.FAIL,
                "project",
                "SUPABASE_DB_URL is of the project " + REF);
        assertSaid(
                keys(Map.of(
                        "SUPABASE_JWT_SECRET", "another-secret-that-is-long-enough-too", "SUPABASE_SERVICE_KEY", key)),
                Verdict.FAIL,
                "keys",
                "was not signed with SUPABASE_JWT_SECRET");
    }

    @Test
    void keysThatAreNone() {
        assertSaid(
                keys(Map.of("SUPABASE_SERVICE_KEY", Tokens.hs256(Tokens.key("service_role", Instant.EPOCH)))),
                Verdict.FAIL,
                "keys",
                "SUPABASE_SERVICE_KEY ended at 1979-");
        assertSaid(
                keys(Map.of("SUPABASE_SERVICE_KEY", "hunter2")),
                Verdict.WARN,
                "keys",
                "SUPABASE_SERVICE_KEY has none of the forms");
        assertSaid(
                project("SUPABASE_SERVICE_KEY", "sb_secret_\u00fc"),
                Verdict.FAIL,
                "keys",
                "characters in it that no key has");
        project.refuse("sb_secret_old");
        assertSaid(
                project("SUPABASE_SERVICE_KEY", "sb_secret_old"),
                Verdict.FAIL,
                "keys",
                "the project refuses SUPABASE_SERVICE_KEY (status 401)");
    }

    @Test
    void aProjectThatSignsWithASecret() {
        project.publish();
        assertSaid(project(), Verdict.WARN, "project", "set SUPABASE_JWT_SECRET");
        assertSound(project("SUPABASE_JWT_SECRET", Tokens.SECRET));
    }

    @Test
    void anAddressThatIsNotThatOfAProject() {
        assertSaid(
                ProjectChecks.run(
                        config(Map.of("SUPABASE_URL", project.url() + "/rest/v1"))
                                .access(),
                        InstantSource.system()),
                Verdict.FAIL,
                "project",
                "publishes no keys (status 404)");
        project.close();
        assertSaid(project(), Verdict.FAIL, "project", "cannot be reached", "https://REF.supabase.co");
        assertSaid(
                keys(Map.of("SUPABASE_URL", "http://supabase.example.org")),
                Verdict.WARN,
                "project",
                "begin it with https://");
    }

    @Test
    void aClockThatIsWrong() {
        for (int seconds : new int[] {-40, 40}) {
            InstantSource wrong = () -> Instant.now().plusSeconds(seconds);
            assertSaid(
                    ProjectChecks.run(
                            config(Map.of("SUPABASE_URL", project.url().toString()))
                                    .access(),
                            wrong),
                    Verdict.WARN,
                    "clock",
                    seconds < 0 ? "behind the project's" : "ahead of the project's",
                    "NTP");
        }
    }

    @Test
    void aConfigurationThatCannotBeRead() {
        var result = CommandResult.of(
                home, Map.of("DB_BACKEND", "supabase", "SUPABASE_URL", "https://" + REF + ".supabase.co"), "doctor");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains(
                        "ok    java",
                        "fail  config",
                        "SUPABASE_DB_URL is not set",
                        "under Connect",
                        "[config.invalid]");
    }

    @Test
    void aConnectionStringThatWillNotDo() {
        var pooler = "postgresql://postgres:p@aws-0-eu-west-1.pooler.supabase.com:6543/postgres?prepareThreshold=5";
        assertSaid(keys(shared(pooler)), Verdict.WARN, "store", "forgets prepared statements");
        assertSaid(keys(shared(pooler)), Verdict.WARN, "store", "logins as USER.REF");
        assertSaid(
                keys(shared("postgresql://postgres:[YOUR-PASSWORD]@db." + REF + ".supabase.co:5432/postgres")),
                Verdict.FAIL,
                "config",
                "[YOUR-PASSWORD]");
    }
}
