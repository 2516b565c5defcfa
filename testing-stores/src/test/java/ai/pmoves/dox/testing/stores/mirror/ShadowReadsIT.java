package ai.pmoves.dox.testing.stores.mirror;

import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifact;
import static ai.pmoves.dox.testing.stores.mirror.TwoStores.artifacts;
import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.replication.mirror.MirroredStore;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.replication.mirror.ShadowFigures;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.postgres.SeparateServer;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the secondary answers is compared to what the primary answered. */
@SeparateServer
class ShadowReadsIT {
    private static final Logger SHADOW_LOG =
            (Logger) LoggerFactory.getLogger("ai.pmoves.dox.replication.mirror.ShadowReads");

    @TempDir
    Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private TwoStores stores;
    private MirroredStore pair;

    @BeforeEach
    void open() {
        log.start();
        SHADOW_LOG.addAppender(log);
        stores = new TwoStores(folder);
        pair = stores.open(new PairOptions(false, OfflineMode.OFF, 1));
    }

    @AfterEach
    void close() {
        pair.close();
        stores.close();
        SHADOW_LOG.detachAppender(log);
    }

    private ShadowFigures await(Predicate<ShadowFigures> condition) {
        return Eventually.await("answers are compared")
                .until(() -> pair.status().shadow(), condition);
    }

    @Test
    void whatTheSecondaryHasYetToGetIsNoDifference() {
        pair.keep(Duration.ofDays(30), Clock.systemUTC());
        pair.artifacts().add(artifact("a1"));
        pair.chunks()
                .put(List.of(new Chunk(
                        Id.of("c1"), SourceType.LOG, Id.of("a1"), null, 0, "harbour crane", Json.emptyObject())));
        assertThat(pair.artifacts().find(Id.of("a1"))).isPresent();
        assertThat(artifacts(pair)).containsExactly("a1");
        assertThat(pair.chunks()
                        .search(new ChunkQuery(SearchMode.TEXT, "crane", Optional.empty(), ChunkFilter.NONE, 5)))
                .hasSize(1);
        var figures = await(found -> found.compared() == 3);
        assertThat(figures).isEqualTo(new ShadowFigures(1, 3, 0, 0, 0));
        assertThat(log.list).isEmpty();
    }

    @Test
    void anAnswerThatStaysAnotherIsCountedAndToldWithoutItsContents() {
        pair.artifacts().add(artifact("a1"));
        stores.hub()
                .store()
                .rows()
                .restore(StoreTable.ARTIFACTS, stores.edge().store().rows().find(StoreTable.ARTIFACTS, List.of("a1")));
        assertThat(pair.artifacts().find(Id.of("a1"))).isPresent();
        assertThat(pair.artifacts().find(Id.of("a2"))).isEmpty();
        await(figures -> figures.compared() == 2);

        stores.hub().store().rows().delete(StoreTable.ARTIFACTS, List.of("a1"));
        assertThat(pair.artifacts().find(Id.of("a1"))).isPresent();
        var figures = await(found -> found.compared() == 3);
        assertThat(figures.differences()).isEqualTo(1);
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("event=shadow.difference method=ArtifactRepository.find id=\"a1\"");
    }

    @Test
    void whatCannotBeAskedIsNotCompared() {
        stores.line().stall();
        for (int i = 0; i < 300; i++) {
            assertThat(pair.artifacts().find(Id.of("a1"))).isEmpty();
        }
        assertThat(pair.unitOfWork().call(() -> artifacts(pair))).isEmpty();
        stores.line().restore();
        var figures = await(found -> found.compared() + found.dropped() + found.failed() > 0);
        assertThat(figures.differences()).isZero();
    }
}
