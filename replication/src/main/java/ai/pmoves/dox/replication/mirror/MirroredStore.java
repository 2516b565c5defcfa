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
 * A pair of stores as one store. Each call goes to the current primary; after a cutover, calls go to the new one
 * without a change in the callers. While the shared store is the primary and away, the embedded one answers in its
 * place, as far as {@link OfflineMode} lets it.
 *
 * <p>The stores record the changes themselves, and a {@link Replicator} transfers them. Thread-safe. It owns both
 * stores: closing it closes them.
 */
public final class MirroredStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(MirroredStore.class);

    /** As many as are transferred in a moment. */
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
     * Makes a pair of the two stores, or opens the pair that they are. Nothing is replicated yet: see {@link #keep}.
     *
     * @param edge this device's store, which belongs to the pair from now on
     * @param opener opens the shared store, now or when it can be reached; fails with a {@link DoxException} if that
     *     cannot be done
     * @param journal to record that an interrupted cutover was finished
     * @throws DoxException {@code config.invalid} if one of the two belongs to another pair, {@code sync.pair-refused}
     *     if they may not become one, {@code sync.not-paired} if the options say that none is made; what the opener
     *     throws if nothing can be done without the shared store. The edge is still the caller's then
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
                throw e; // it is reachable, but not for this device
            }
            return alone(edge, options, e);
        }
        if (edge.sync().role().isPrimary()) {
            return RoutingState.online(Primary.EDGE);
        }
        return options.offline() == OfflineMode.QUEUE
                        && !edge.sync().unsentBacklog().isEmpty()
                ? RoutingState.offline(Primary.HUB) // earlier offline writes are only here until they are pushed
                : RoutingState.online(Primary.HUB);
    }

    /** Starts without the shared store, if possible. */
    private static RoutingState alone(Edge edge, PairOptions options, DoxException why) {
        var role = edge.sync().role();
        if (!role.isPaired() && !options.hubFirst() && options.makesPair()) { // from now on its changes are recorded
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
     * Starts replication and the monitoring of the primary in the background; called once. Of several processes that
     * use the edge's file one replicates.
     *
     * @param keepRemovals how long the stores remember which rows were removed: a device that was away longer takes all
     *     rows anew
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

    /** The replicator, once it was started. */
    public Optional<Replicator> replicator() {
        return Optional.ofNullable(replicator);
    }

    /** Reads both stores' roles and routes calls by them; without this, only writes detect a cutover. */
    public void refresh() {
        link.retry();
        monitor.look();
    }

    /** This device's store. */
    public Edge edge() {
        return edge;
    }

    /** The shared store, once it was reached. It may be away now. */
    public Optional<Hub> hub() {
        return link.hub();
    }

    /** The last known status of the pair in this process, without a call to the stores. */
    public PairStatus status() {
        var routingState = monitor.routingState();
        return new PairStatus(
                routingState.primary(), offline, routingState.isOffline(), link.problem(), shadow.figures());
    }

    /** Why this process takes no writes, as last known, without a call to the stores; empty if it does. */
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

    /** Those of the store that answers now, also after a later cutover. */
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

    /** The health of the store that answers now, with a warning if the other one cannot be used. */
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
     * First, if the shared store is there, pushes the outbox, if it is small, and pulls some changes: then both stores
     * have the writes of this process.
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
