package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.access.SignedLinks;
import ai.pmoves.dox.app.http.access.AccessGuard;
import ai.pmoves.dox.app.http.access.IgnoredHeaders;
import ai.pmoves.dox.app.http.access.LinkRoutes;
import ai.pmoves.dox.app.http.access.Middleware;
import ai.pmoves.dox.app.http.access.OfflineMark;
import ai.pmoves.dox.app.http.access.SecurityHeaders;
import ai.pmoves.dox.app.http.access.WriteRefusal;
import ai.pmoves.dox.app.http.admin.ConfigRoutes;
import ai.pmoves.dox.app.http.admin.DocsRoutes;
import ai.pmoves.dox.app.http.admin.MetricsRoutes;
import ai.pmoves.dox.app.http.admin.ModelStatus;
import ai.pmoves.dox.app.http.admin.OllamaProbe;
import ai.pmoves.dox.app.http.admin.ResetRoutes;
import ai.pmoves.dox.app.http.admin.RootRoutes;
import ai.pmoves.dox.app.http.admin.ServerMetrics;
import ai.pmoves.dox.app.http.admin.SyncRoutes;
import ai.pmoves.dox.app.http.admin.Uptime;
import ai.pmoves.dox.app.http.analysis.AnalysisRoutes;
import ai.pmoves.dox.app.http.analysis.ApiDocRoutes;
import ai.pmoves.dox.app.http.analysis.ConvertRoutes;
import ai.pmoves.dox.app.http.analysis.ExportRoutes;
import ai.pmoves.dox.app.http.analysis.StructureRoutes;
import ai.pmoves.dox.app.http.analysis.SummaryRoutes;
import ai.pmoves.dox.app.http.analysis.VizRoutes;
import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.ingest.IngestRoutes;
import ai.pmoves.dox.app.http.ingest.SampleRoutes;
import ai.pmoves.dox.app.http.ingest.TaskRoutes;
import ai.pmoves.dox.app.http.ingest.UploadFolder;
import ai.pmoves.dox.app.http.ingest.UploadRoutes;
import ai.pmoves.dox.app.http.library.ApiRoutes;
import ai.pmoves.dox.app.http.library.ArtifactRoutes;
import ai.pmoves.dox.app.http.library.DocumentRoutes;
import ai.pmoves.dox.app.http.library.EvidenceRoutes;
import ai.pmoves.dox.app.http.library.FactRoutes;
import ai.pmoves.dox.app.http.library.FileRoutes;
import ai.pmoves.dox.app.http.library.LogRoutes;
import ai.pmoves.dox.app.http.library.MediaRoutes;
import ai.pmoves.dox.app.http.library.TagRoutes;
import ai.pmoves.dox.app.http.search.AskRoutes;
import ai.pmoves.dox.app.http.search.SearchRoutes;
import ai.pmoves.dox.app.http.support.Errors;
import ai.pmoves.dox.app.http.support.JettyErrors;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.app.http.support.WireJson;
import ai.pmoves.dox.app.http.tagging.ExtractionListRoutes;
import ai.pmoves.dox.app.http.tagging.ExtractionRoutes;
import ai.pmoves.dox.app.http.tagging.HrmRoutes;
import ai.pmoves.dox.app.http.tagging.PromptRoutes;
import ai.pmoves.dox.application.ingest.IngestQueue;
import ai.pmoves.dox.application.ingest.WatchFolder;
import ai.pmoves.dox.application.search.BackgroundEmbedder;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.library.Dox;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.json.JavalinJackson;
import java.net.SocketException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server: the routes of a {@link Dox} over HTTP, with their background work. The owner closes it before
 * the {@link Dox}.
 */
public final class DoxServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DoxServer.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_JSON_BYTES = 16L << 20;
    private static final int MAX_PART_IN_MEMORY = 64 * 1024;

    private final UploadFolder uploads;
    private final Javalin javalin;
    private final IngestQueue queue;
    private final BackgroundEmbedder embedder;
    private final Optional<WatchFolder> watch;
    private final OllamaProbe ollama;
    private final ServerMetrics metrics = new ServerMetrics();
    private final SignedLinks links;
    private final Optional<AccessGuard> guard;

    private DoxServer(HttpConfig config, Dox dox, UploadFolder uploads) {
        this.uploads = uploads;
        this.embedder = new BackgroundEmbedder(dox.embedChunks());
        this.queue = dox.startQueue(config.ingestWorkers(), embedder);
        this.watch = config.watch().settings().map(settings -> dox.watchFolder(settings, queue, embedder));
        this.ollama = new OllamaProbe(config.surroundings().ollamaBaseUrl());
        this.links = SignedLinks.of(config.access());
        this.guard = Optional.of(config.access())
                .filter(AccessConfig::isGuarded)
                .map(access -> new AccessGuard(access, links));
        this.javalin = Javalin.create(javalin -> configure(javalin, config, dox));
    }

    /**
     * Starts to listen, and takes up what an earlier process left unread.
     *
     * @throws DoxException {@code config.invalid} if it cannot listen there; {@code store.unavailable} if it cannot
     *     make its folder for uploads
     */
    public static DoxServer start(HttpConfig config, Dox dox) {
        var server = new DoxServer(config, dox, UploadFolder.open(config.uploadDir()));
        try {
            server.javalin.start();
            server.embedder.start(); // it loads the model, which would hold up the first answers
            server.queue.resume();
            server.watch.ifPresent(WatchFolder::start);
        } catch (RuntimeException e) {
            server.close();
            throw refusalToListen(e)
                    .map(reason -> cannotListen(config, reason, e))
                    .orElse(e);
        }
        LOG.info(
                "event=http.started host={} port={} store={} access={}",
                config.host(),
                server.port(),
                dox.store().name(),
                config.access().isGuarded() ? "by-role" : "everybody");
        return server;
    }

    /** Why the system does not let the server listen, or empty if that is not what failed. */
    private static Optional<String> refusalToListen(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException) {
                return Optional.of(String.valueOf(cause.getMessage()));
            }
            if (cause instanceof UnresolvedAddressException) {
                return Optional.of("no such host");
            }
        }
        return Optional.empty();
    }

    private static RuntimeException cannotListen(HttpConfig config, String reason, RuntimeException cause) {
        var message = "Cannot listen on %s:%d: %s. Another HOST or PORT may be free."
                .formatted(config.host(), config.port(), reason);
        return new DoxException(ErrorCode.CONFIG_INVALID, message, cause);
    }

    /** The port that it listens on. */
    public int port() {
        return javalin.port();
    }

    /** Every route as its method and path, for example {@code GET /artifacts/{id}}. */
    List<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .map(parsed -> parsed.endpoint)
                .filter(endpoint -> endpoint.method.isHttpMethod())
                .map(endpoint -> endpoint.method.name() + " " + endpoint.path)
                .toList();
    }

    private void configure(JavalinConfig javalin, HttpConfig config, Dox dox) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.startupWatcherEnabled = false;
        javalin.concurrency.useVirtualThreads = true;
        javalin.jsonMapper(new JavalinJackson(WireJson.MAPPER, true));
        javalin.http.maxRequestSize = Math.min(MAX_JSON_BYTES, config.maxRequestBytes());
        javalin.http.prefer405over404 = true;
        javalin.http.compressionStrategy = CompressionStrategy.NONE;
        javalin.router.ignoreTrailingSlashes = false;
        javalin.jetty.host = config.host();
        javalin.jetty.port = config.port();
        javalin.jetty.multipartConfig.cacheDirectory(uploads.path().toString());
        javalin.jetty.multipartConfig.maxInMemoryFileSize(MAX_PART_IN_MEMORY, SizeUnit.BYTES);
        javalin.jetty.multipartConfig.maxFileSize(config.maxRequestBytes(), SizeUnit.BYTES);
        javalin.jetty.multipartConfig.maxTotalRequestSize(config.maxRequestBytes(), SizeUnit.BYTES);
        javalin.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
        javalin.jetty.modifyServer(server -> harden(server, config));
        javalin.jetty.modifyServletContextHandler(
                context -> context.setErrorHandler(new JettyErrors(SecurityHeaders.of(config.browsers()))));
        metrics.addTo(javalin);
        Errors.addTo(javalin);
        Middleware.addTo(javalin, config);
        dox.pair().map(OfflineMark::new).ifPresent(mark -> {
            javalin.routes.before(mark);
            javalin.routes.after(mark);
        });
        guard.ifPresent(javalin.routes::beforeMatched);
        routes(config, dox).forEach(group -> group.addTo(javalin.routes));
    }

    private static void harden(Server server, HttpConfig config) {
        server.setHandler(new GracefulHandler(new IgnoredHeaders()));
        server.setStopTimeout(STOP_TIMEOUT.toMillis());
        server.setErrorHandler(new JettyErrors(SecurityHeaders.of(config.browsers())));
    }

    private List<RouteGroup> routes(HttpConfig config, Dox dox) {
        var store = dox.store();
        var uptime = new Uptime(System::nanoTime);
        var model = new ModelStatus(dox::embedder);
        return List.of(
                new RootRoutes(store, new WriteRefusal(dox)::now, dox.searchChunks(), config, uptime),
                new ConfigRoutes(dox, config, model, ollama),
                new MetricsRoutes(store, dox.tasks(), model, uptime, metrics),
                new SyncRoutes(dox.pair()),
                new TaskRoutes(dox.tasks()),
                new UploadRoutes(dox, queue, embedder::wake),
                new SampleRoutes(dox, queue, config.sampleDir(), embedder::wake),
                new IngestRoutes(dox.ingestDocument(), embedder::wake),
                new MediaRoutes(store),
                new ArtifactRoutes(store),
                new DocumentRoutes(store.documents()),
                new FactRoutes(store.facts()),
                new EvidenceRoutes(store.evidence()),
                new LogRoutes(store.logs()),
                new ApiRoutes(store.apis()),
                new TagRoutes(store.tags()),
                new PromptRoutes(dox.tagPrompts(), dox.tagging()),
                new HrmRoutes(dox.runHrm()),
                new ExtractionRoutes(dox.extractTags(), dox.tagging(), dox.blobs(), embedder::wake),
                new ExtractionListRoutes(store.extractionRuns()),
                new SearchRoutes(dox, embedder::wake),
                new AskRoutes(dox.askQuestion(), store.evidence()),
                new SummaryRoutes(dox.summariseFacts(), store),
                new AnalysisRoutes(store),
                new ApiDocRoutes(dox.describeApi()),
                new StructureRoutes(dox.structureArtifact(), dox.blobs(), dox.csvWriter()),
                new ConvertRoutes(dox.convertArtifact()),
                new ExportRoutes(dox.exportPoml()),
                new VizRoutes(dox.visualiseData()),
                new LinkRoutes(links),
                new FileRoutes(store, dox.blobs(), config.openPdfEnabled()),
                new ResetRoutes(store, config),
                new DocsRoutes());
    }

    /** Lets requests in flight finish, then stops the background work; what is unread is read at the next start. */
    @Override
    public void close() {
        javalin.stop();
        watch.ifPresent(WatchFolder::close);
        queue.close();
        embedder.close();
        ollama.close();
        metrics.close();
        guard.ifPresent(AccessGuard::close);
        uploads.close();
    }
}
