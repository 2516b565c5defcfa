package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.sync.ReplicationRole;
import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.ports.search.ChunkIndex;
import ai.pmoves.dox.ports.store.ApiRepository;
import ai.pmoves.dox.ports.store.ArtifactRepository;
import ai.pmoves.dox.ports.store.DocumentRepository;
import ai.pmoves.dox.ports.store.EvidenceRepository;
import ai.pmoves.dox.ports.store.ExtractionRunRepository;
import ai.pmoves.dox.ports.store.FactRepository;
import ai.pmoves.dox.ports.store.HrmRunRepository;
import ai.pmoves.dox.ports.store.LogRepository;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.StoreHealth;
import ai.pmoves.dox.ports.store.SummaryRepository;
import ai.pmoves.dox.ports.store.TagPromptRepository;
import ai.pmoves.dox.ports.store.TagRepository;
import ai.pmoves.dox.ports.store.UnitOfWork;
import ai.pmoves.dox.replication.changes.ReplicationOptions;
import ai.pmoves.dox.replication.changes.Replicator;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Journal;
import ai.pmoves.dox.replication.pair.Primary;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two stores that are one. Each call goes to the store that is the primary at its time; when the two change places,
 * calls follow, and nobody who uses the store has to know. While the shared store is the primary and away, the embedded
 * one answers in its place, as far as {@link OfflineMode} lets it.
 *
 * <p>The stores notice the changes themselves, and a replicator brings them over. Thread-safe. It owns
 * both stores: closing it closes them.
 */
public final class MirroredStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(MirroredStore.class);

    /** As many as go over in a moment. */
    private static final int LAST_ROWS = 1_000;

    private final Edge edge;
    private final HubLink link;
    private final PrimaryMonitor monitor;
    private final OfflineMode offline;
    private final PairOptions options;
    private final StoreRouter router;
    private final ShadowReads shadow;
    private final ChunkIndex chunks;
    private final PairPoller watch = new PairPoller(this::refresh);
    private volatile @Nullable Replicator replicator;

    private MirroredStore(Edge edge, HubLink link, RoutingState first, PairOptions options, Journal journal) {
        this.edge = edge;
        this.link = link;
        this.offline = options.offline();
        this.options = options;
        this.monitor = new PrimaryMonitor(edge, link, offline, first, journal);
        this.router = new StoreRouter(edge, link, monitor, options);
        this.shadow = new ShadowReads(options.shadowReads());
        this.chunks = new MirroredChunkIndex(router, link, shadow);
    }

    /**
     * Makes a pair of the two stores, or opens the one that they are. Nothing is brought over yet: see {@link #keep}.
     *
     * @param edge this device's store, which belongs to the pair from now on
     * @param opener opens the shared store, now or when it can be reached; fails with a {@link DoxException} if that
     *     cannot be done
     * @param journal to record that a switch was finished that somebody else has broken off
     * @throws DoxException {@code config.invalid} if one of the two belongs to another pair, {@code sync.pair-refused} if
     *     they may not become one, {@code sync.not-paired} if the options say that none is made; what the opener throws if
     *     nothing can be done without the shared store. The edge is still the caller's then
     */
    public static MirroredStore open(Edge edge, Supplier<Hub> opener, PairOptions options, Journal journal) {
        var link = new HubLink(edge, opener, options);
        try {
            var pair = new MirroredStore(edge, link, begin(edge, link, options), options, journal);
            pair.monitor.look();
            pair.tellWhoLeads(options);
            return pair;
        } catch (RuntimeException e) {
            link.close();
            throw e;
        }
    }

    private static RoutingState begin(Edge edge, HubLink link, PairOptions options) {
        try {
            link.reach();
        } catch (DoxException e) {
            if (link.isOpened() && e.kind() != FailureKind.UNAVAILABLE) {
                throw e; // it is there, and not for us
            }
            return alone(edge, options, e);
        }
        if (edge.sync().role().isPrimary()) {
            return RoutingState.online(Primary.EDGE);
        }
        return options.offline() == OfflineMode.QUEUE
                        && !edge.sync().unsentBacklog().isEmpty()
                ? RoutingState.offline(
                        Primary.HUB) // what an earlier process wrote offline is seen here, until it is sent
                : RoutingState.online(Primary.HUB);
    }

    /** Begins without the shared store, if that can be. */
    private static RoutingState alone(Edge edge, PairOptions options, DoxException why) {
        var role = edge.sync().role();
        if (!role.isPaired() && !options.hubFirst() && options.makesPair()) { // from now on its changes are noticed
            edge.sync().advance(new ReplicationRole(role.storeId(), role.storeId(), 1));
            role = edge.sync().role();
        }
        if (role.isPrimary()) {
            return RoutingState.online(Primary.EDGE);
        }
        if (options.offline() == OfflineMode.OFF || !PrimaryMonitor.hasCopy(edge, role)) {
            throw why;
        }
        return RoutingState.offline(Primary.HUB);
    }

    private void tellWhoLeads(PairOptions options) {
        var primary = monitor.routingState().primary();
        if (primary != options.firstPrimary()) {
            LOG.warn(
                    "event=pair.primary-differs primary={} reason=\"DB_BACKEND names the other store, which counts only"
                            + " when a pair is made\"",
                    primary);
        }
    }

    /**
     * Begins to keep the two stores alike, and to follow switches, in the background; called once. Of several processes
     * that use the edge's file one brings the changes over.
     *
     * @param keepRemovals how long the stores remember which rows were removed: a device that was away longer takes
     *     all rows anew
     */
    public void keep(Duration keepRemovals, Clock clock) {
        var started = Replicator.start(
                edge,
                link::hubOfSameHistory,
                new ReplicationOptions(keepRemovals, options.massDeletes(), options.device()),
                clock);
        replicator = started;
        monitor.sendBy(started::sendAll);
        watch.start();
    }

    /** What keeps the two stores alike, once it was started. */
    public Optional<Replicator> replicator() {
        return Optional.ofNullable(replicator);
    }

    /** Looks at both stores, and follows them; without this, only writes find out that the stores changed places. */
    public void refresh() {
        link.retry();
        monitor.look();
    }

    /** This device's store. */
    public Edge edge() {
        return edge;
    }

    /** The shared store, once it was reached. It may be away just now. */
    public Optional<Hub> hub() {
        return link.hub();
    }

    /** How the pair is used, as it was last seen, without asking the stores. */
    public PairStatus status() {
        var routingState = monitor.routingState();
        return new PairStatus(
                routingState.primary(), offline, routingState.isOffline(), link.problem(), shadow.figures());
    }

    /** Why this process takes no writes, as it was last seen, without asking the stores; empty if it does. */
    public Optional<DoxException> writeRefusal() {
        return router.writeRefusal();
    }

    private <P> P calls(Class<P> port, Function<Store, P> repository) {
        return PortCalls.of(port, repository, router, shadow);
    }

    @Override
    public ArtifactRepository artifacts() {
        return calls(ArtifactRepository.class, Store::artifacts);
    }

    @Override
    public DocumentRepository documents() {
        return calls(DocumentRepository.class, Store::documents);
    }

    @Override
    public LogRepository logs() {
        return calls(LogRepository.class, Store::logs);
    }

    @Override
    public ApiRepository apis() {
        return calls(ApiRepository.class, Store::apis);
    }

    @Override
    public TagRepository tags() {
        return calls(TagRepository.class, Store::tags);
    }

    @Override
    public TagPromptRepository tagPrompts() {
        return calls(TagPromptRepository.class, Store::tagPrompts);
    }

    @Override
    public FactRepository facts() {
        return calls(FactRepository.class, Store::facts);
    }

    @Override
    public EvidenceRepository evidence() {
        return calls(EvidenceRepository.class, Store::evidence);
    }

    @Override
    public SummaryRepository summaries() {
        return calls(SummaryRepository.class, Store::summaries);
    }

    @Override
    public HrmRunRepository hrmRuns() {
        return calls(HrmRunRepository.class, Store::hrmRuns);
    }

    @Override
    public ExtractionRunRepository extractionRuns() {
        return calls(ExtractionRunRepository.class, Store::extractionRuns);
    }

    @Override
    public ChunkIndex chunks() {
        return chunks;
    }

    /** Those of the store that answers now, also when the stores change places later. */
    @Override
    public StoreRows rows() {
        return router.store().rows();
    }

    @Override
    public UnitOfWork unitOfWork() {
        return router;
    }

    /** That of the store that answers now. */
    @Override
    public String name() {
        return answering().orElse(edge.store()).name();
    }

    @Override
    public boolean isShared() {
        return true;
    }

    @Override
    public void ping() {
        router.read(store -> {
            store.ping();
            return true;
        });
    }

    /** How the store is that answers now, with a warning if the other one cannot be used. */
    @Override
    public StoreHealth health() {
        var problem = link.problem();
        if (!monitor.routingState().isToEdge()) {
            return link.hub()
                    .map(hub -> hub.store().health())
                    .orElseGet(() -> StoreHealth.unavailable(problem.orElse("")));
        }
        var health = edge.store().health();
        if (problem.isEmpty()) {
            return health;
        }
        var warnings = new ArrayList<>(health.warnings());
        warnings.add("the shared store cannot be used: " + problem.get());
        return new StoreHealth(health.problem(), health.versions(), warnings, health.rest());
    }

    @Override
    public Latencies latencies() {
        return router.latencies();
    }

    private Optional<Store> answering() {
        return monitor.routingState().isToEdge()
                ? Optional.of(edge.store())
                : link.hub().map(Hub::store);
    }

    @Override
    public void clear() {
        router.write(store -> {
            store.clear();
            return true;
        });
    }

    /**
     * First, if the shared store is there, sends what waits, if that is little, and takes some of what is new: whoever
     * looks next sees what this process wrote in both stores.
     */
    @Override
    public void close() {
        watch.close();
        replicator().ifPresent(this::end);
        shadow.close();
        link.close();
        edge.store().close();
    }

    private void end(Replicator ending) {
        try (ending) {
            if (!link.isThere()) {
                return;
            }
            if (edge.sync().unsentBacklog().rows() <= LAST_ROWS) {
                ending.sendAll();
            }
            ending.finish();
        } catch (RuntimeException e) { // they wait for the next process
            LOG.info("event=pair.left-unsent reason=\"{}\"", e.getMessage());
        }
    }
}
