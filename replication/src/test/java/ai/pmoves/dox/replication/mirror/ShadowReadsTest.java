package ai.pmoves.dox.replication.mirror;

import static ai.pmoves.dox.testing.embedded.Rows.artifact;
import static ai.pmoves.dox.testing.embedded.Rows.artifacts;
import static ai.pmoves.dox.testing.embedded.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.ShadowReads.Two;
import ai.pmoves.dox.replication.support.Device;
import ai.pmoves.dox.replication.support.Devices;
import ai.pmoves.dox.replication.support.PairFixture;
import ai.pmoves.dox.testing.embedded.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the secondary answers is compared to what the primary answered. */
class ShadowReadsTest {
    private static final Function<Store, List<String>> IDS = Rows::artifacts;

    @RegisterExtension
    private final Devices devices = new Devices();

    private Device device;
    private ShadowReads shadow;

    @BeforeEach
    void open() {
        device = devices.leading();
        shadow = new ShadowReads(1, List.of(Duration.ofMillis(1), Duration.ofMillis(2)));
    }

    @AfterEach
    void close() {
        shadow.close();
    }

    private Optional<Two> both() {
        return Optional.of(new Two(device.edge().store(), device.hub().store()));
    }

    private void sample() {
        shadow.sample(this::both, "ArtifactRepository.list", null, IDS, IDS.apply(device.store()));
    }

    private ShadowFigures awaitCompared(long count) {
        await().until(() -> shadow.figures().compared() + shadow.figures().failed() >= count);
        return shadow.figures();
    }

    @Test
    void theSameAnswerIsCounted() {
        device.store().artifacts().add(artifact("a"));
        device.push();
        sample();
        assertThat(awaitCompared(1)).isEqualTo(new ShadowFigures(1, 1, 0, 0, 0));
    }

    @Test
    void whatTheSecondaryHasYetToGetIsNoDifference() {
        device.store().artifacts().add(artifact("a"));
        device.toHub().after("ArtifactRepository.list", device::push); // when it has answered for the first time
        sample();
        assertThat(awaitCompared(1)).isEqualTo(new ShadowFigures(1, 1, 0, 0, 0));
    }

    @Test
    void whatStaysAnotherAnswerIsADifference() {
        device.store().artifacts().add(artifact("a"));
        sample();
        assertThat(awaitCompared(1)).isEqualTo(new ShadowFigures(1, 1, 1, 0, 0));
    }

    @Test
    void aSecondaryThatCannotBeAskedIsCountedApart() {
        device.toHub().cut();
        sample();
        assertThat(awaitCompared(1)).isEqualTo(new ShadowFigures(1, 0, 0, 0, 1));
    }

    @Test
    void whoReadsDoesNotWaitForComparisons() throws Exception {
        var mayAnswer = new CountDownLatch(1);
        device.toHub().watch((call, args) -> {
            try {
                mayAnswer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        for (int i = 0; i < 150; i++) {
            sample();
        }
        assertThat(shadow.figures().dropped()).isEqualTo(50);
        mayAnswer.countDown();
        assertThat(awaitCompared(100).differences()).isZero();
    }

    @Test
    void noReadIsComparedWhereNoneShallBeOrNobodyCanBeAsked() {
        try (var none = new ShadowReads(0)) {
            none.sample(
                    () -> {
                        throw new AssertionError("asked for the stores");
                    },
                    "ArtifactRepository.list",
                    null,
                    IDS,
                    List.of());
            assertThat(none.figures()).isEqualTo(new ShadowFigures(0, 0, 0, 0, 0));
        }
        shadow.sample(Optional::empty, "ArtifactRepository.list", null, IDS, List.of());
        assertThat(shadow.figures()).isEqualTo(new ShadowFigures(1, 0, 0, 0, 0));
    }

    @Test
    void aPairComparesReadsAndSearchesButNoneOfAUnitOfWork() {
        try (var pair = PairFixture.open(device, new PairOptions(false, OfflineMode.OFF, 1))) {
            pair.artifacts().add(artifact("a"));
            pair.chunks().put(List.of(Rows.chunk("c", "harbour crane")));
            device.push();
            assertThat(artifacts(pair)).containsExactly("a");
            var query = new ChunkQuery(SearchMode.TEXT, "crane", Optional.empty(), ChunkFilter.NONE, 5);
            assertThat(pair.chunks().search(query)).hasSize(1);
            await().until(() -> pair.status().shadow().compared() == 2);
            pair.unitOfWork().run(() -> assertThat(artifacts(pair)).hasSize(1));
            device.toHub().cut();
            assertThat(artifacts(pair)).hasSize(1);
            assertThat(pair.status().shadow()).isEqualTo(new ShadowFigures(1, 2, 0, 0, 0));
        }
    }
}
