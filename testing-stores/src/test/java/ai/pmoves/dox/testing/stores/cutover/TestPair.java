package ai.pmoves.dox.testing.stores.cutover;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.ArtifactStatus;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.sync.Backlog;
import ai.pmoves.dox.domain.sync.FeedPlace;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.replication.changes.DescribePair;
import ai.pmoves.dox.replication.changes.PullChanges;
import ai.pmoves.dox.replication.changes.PushChanges;
import ai.pmoves.dox.replication.cutover.Cutover;
import ai.pmoves.dox.replication.cutover.CutoverOptions;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.cutover.CutoverProgress;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.FinishCutover;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.sqlite.SqliteConfig;
import ai.pmoves.dox.testing.postgres.Eventually;
import ai.pmoves.dox.testing.stores.load.OpenPair;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An embedded and a shared store that are one. */
final class TestPair implements AutoCloseable {
    static final CutoverOptions IMPATIENT =
            CutoverOptions.DEFAULT.withHoldTimeout(Duration.ofMillis(500)).withLongestHold(Duration.ofSeconds(20));

    private final OpenPair stores;
    private final Pair pair;

    /** Opens both; they are whatever they were before. */
    TestPair(Path file, String database) {
        stores = OpenPair.of(new SqliteConfig(file, 4, Duration.ofSeconds(5)), database);
        pair = stores.pair();
    }

    /** Makes them a pair, of which this side is the primary. */
    TestPair led(Side primary) {
        var id = pair.sync(primary).role().storeId();
        for (var sync : pair.syncs()) {
            sync.advance(new ReplicationRole(sync.role().storeId(), id, 1));
        }
        var hub = pair.hub().sync();
        pair.edge().sync().moveTo(new FeedPlace(hub.role().storeId(), hub.endOfFeed()));
        return this;
    }

    Pair pair() {
        return pair;
    }

    Side primary() {
        return pair.primary().orElseThrow();
    }

    CutoverOutcome cutover(Side next, CutoverProgress progress) {
        return cutover(next, IMPATIENT, progress);
    }

    CutoverOutcome cutover(Side next, CutoverOptions options, CutoverProgress progress) {
        return new Cutover(pair, journal(), options).to(next, progress);
    }

    CutoverOutcome dryRun(Side next) {
        return new Cutover(pair, journal(), IMPATIENT).dryRun(next, CutoverProgress.NONE);
    }

    /** How many rows differed when they were last compared, as {@code dox sync status} tells it. */
    int differencesOfStatus() {
        var status = new DescribePair(pair.edge(), Clock.systemUTC()).now(Optional.of(pair.hub()));
        return ((Number) status.parity().figures().asObject().get("differences")).intValue();
    }

    /** Progress that does something after a step. */
    static CutoverProgress after(CutoverStep step, Runnable action) {
        return new CutoverProgress() {
            @Override
            public void done(CutoverStep done) {
                if (done == step) {
                    action.run();
                }
            }
        };
    }

    boolean finishSwitch() {
        return new FinishCutover(pair, journal()).run();
    }

    static Journal journal() {
        return new Journal(Clock.systemUTC(), "somebody@test");
    }

    /** The steps that both stores have recorded, the newest first. */
    List<String> recorded() {
        return Journal.history(pair.syncs(), 100).stream()
                .map(event -> event.step())
                .toList();
    }

    /** Adds a row to the primary. */
    void add(String id) {
        add(primary(), id);
    }

    void add(Side side, String id) {
        pair.store(side).artifacts().add(artifact(id));
    }

    static Artifact artifact(String id) {
        return new Artifact(
                Id.of(id), id, "uploads/" + id, ".csv", "", ArtifactStatus.PROCESSED, null, null, null, null, 1);
    }

    /** Changes a row of the primary. */
    void change(String id, int value) {
        var artifacts = pair.store(primary()).artifacts();
        var now = artifacts.find(Id.of(id)).orElseThrow();
        artifacts.update(now.withExtras(Json.of(Map.of("value", value))));
    }

    /** Brings over what waits. */
    void replicate() {
        var push = new PushChanges(pair.edge());
        var pull = new PullChanges(pair.edge());
        // a transaction of another test's database may hold the feed up for a while
        Eventually.await("nothing waits")
                .until(() -> push.some(pair.hub()) + pull.some(pair.hub()) == 0
                        && backlog().isEmpty());
    }

    private Backlog backlog() {
        var hub = pair.hub().sync();
        var edge = pair.edge().sync();
        var place = edge.place(hub.role().storeId()).orElseThrow();
        return hub.feedBacklog(place.cursor(), edge.role().storeId());
    }

    /** Which rows differ. */
    List<Difference> differences() {
        var differences = new ArrayList<Difference>();
        new Parity(pair.store(Side.EDGE).rows(), pair.store(Side.HUB).rows())
                .compare(
                        ParityOptions.defaults().withSettlingTime(Duration.ofMillis(100)),
                        differences::add,
                        table -> {});
        return differences;
    }

    @Override
    public void close() {
        stores.close();
    }
}
