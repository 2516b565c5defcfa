package ai.pmoves.dox.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.access.ProjectServer.Mood;
import com.nimbusds.jose.jwk.ECKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When keys are fetched, and what happens when they cannot be. */
class JwksCacheTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Caller USER = new Caller.Known(Role.AUTHENTICATED);
    private static final ECKey OLD = Tokens.ecKey("old");
    private static final ECKey NEW = Tokens.ecKey("new");

    private final AtomicLong nanos = new AtomicLong();
    private ProjectServer project = ProjectServer.start(OLD);
    private final String issuer = project.issuer();
    private final Callers callers = new Callers(
            new AccessConfig(
                    Optional.of(project.url()),
                    Optional.of(issuer),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false),
            () -> NOW,
            nanos::get);

    @AfterEach
    void stop() {
        callers.close();
        project.close();
    }

    private Caller identify(ECKey key) {
        return callers.identify(Tokens.es256(Tokens.user(NOW).issuer(issuer), key), null);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void theKeysAreFetchedOnceForManyTokens() {
        for (int i = 0; i < 20; i++) {
            assertThat(identify(OLD)).isEqualTo(USER);
        }
        assertThat(project.asked()).isEqualTo(1);
    }

    @Test
    void manyWhoComeAtOnceShareOneAnswer() throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Caller> one = () -> identify(OLD);
            for (Future<Caller> caller : threads.invokeAll(List.of(one, one, one, one, one, one, one, one))) {
                assertThat(caller.get()).isEqualTo(USER);
            }
        }
        assertThat(project.asked()).isEqualTo(1);
    }

    @Test
    void duringARotationBothKeysCountAndAfterItTheNewOne() {
        assertThat(identify(OLD)).isEqualTo(USER);
        project.publish(OLD, NEW);
        pass(JwksCache.PAUSE);
        assertThat(identify(NEW)).isEqualTo(USER);
        assertThat(identify(OLD)).isEqualTo(USER);

        project.publish(NEW);
        pass(JwksCache.KEPT);
        assertThat(identify(NEW)).isEqualTo(USER);
        assertThat(identify(OLD)).isInstanceOf(Caller.Refused.class);
    }

    @Test
    void madeUpKeysAreAskedForOnceInAWhile() {
        for (int i = 0; i < 50; i++) {
            assertThat(identify(Tokens.ecKey("made-up-" + i))).isInstanceOf(Caller.Refused.class);
        }
        assertThat(project.asked()).isEqualTo(1);
        pass(JwksCache.PAUSE);
        assertThat(identify(Tokens.ecKey("made-up"))).isInstanceOf(Caller.Refused.class);
        assertThat(project.asked()).isEqualTo(2);
        assertThat(identify(OLD)).isEqualTo(USER);
    }

    @ParameterizedTest
    @EnumSource(value = Mood.class, mode = EnumSource.Mode.EXCLUDE, names = "WELL")
    void whileTheyCannotBeHadNobodyCanTell(Mood mood) {
        project.is(mood);
        assertThat(identify(OLD)).isInstanceOf(Caller.Unverifiable.class);
        assertThat(identify(OLD)).isInstanceOf(Caller.Unverifiable.class);
        assertThat(project.asked()).isEqualTo(1);

        project.is(Mood.WELL);
        pass(JwksCache.PAUSE);
        assertThat(identify(OLD)).isEqualTo(USER);
    }

    @Test
    void whatIsNotSignedByAKeyPairIsRefusedAllTheSame() {
        project.is(Mood.SILENT);
        assertThat(callers.identify(Tokens.hs256(Tokens.user(NOW)), null)).isInstanceOf(Caller.Refused.class);
        assertThat(callers.identify("nonsense", null)).isInstanceOf(Caller.Refused.class);
        assertThat(project.asked()).isZero();
    }

    @Test
    void knownKeysOutliveTheServerForAWhile() {
        assertThat(identify(OLD)).isEqualTo(USER);
        int port = project.port();
        project.close();

        pass(JwksCache.FRESH);
        assertThat(identify(OLD)).isEqualTo(USER);
        assertThat(identify(NEW)).isInstanceOf(Caller.Unverifiable.class);
        pass(JwksCache.KEPT);
        assertThat(identify(OLD)).isInstanceOf(Caller.Unverifiable.class);

        project = ProjectServer.start(port, OLD);
        pass(JwksCache.PAUSE);
        assertThat(identify(OLD)).isEqualTo(USER);
    }
}
