package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.WatchDirectory;
import ai.pmoves.dox.app.http.config.Browsers;
import ai.pmoves.dox.app.http.config.DeploymentInfo;
import ai.pmoves.dox.app.http.config.HttpConfig;
import ai.pmoves.dox.app.http.config.WatchReport;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.net.URI;

/** What the server is told of the configuration. */
final class HttpConfigs {
    private HttpConfigs() {}

    static HttpConfig of(DoxConfig config) {
        var server = config.server();
        try {
            return new HttpConfig(
                    server.host(),
                    server.port(),
                    server.maxRequestBytes(),
                    config.ingest().workers(),
                    server.appVersion(),
                    server.openPdf() && !config.ingest().fastPdf(),
                    server.sampleDirectory(),
                    config.home().resolve("tmp").resolve("uploads"),
                    new Browsers(server.frontendOrigins(), server.environment().equals("development"), server.hsts()),
                    server.rateLimit(),
                    server.trustedProxies(),
                    server.allowedHosts(),
                    config.access(),
                    watch(config),
                    surroundings(config));
        } catch (IllegalArgumentException e) {
            throw new DoxException(ErrorCode.CONFIG_INVALID, "Invalid configuration: " + e.getMessage() + ".", e);
        }
    }

    private static WatchReport watch(DoxConfig config) {
        var watch = config.watch();
        var folder = WatchDirectory.prepare(config);
        return new WatchReport(
                folder.isPresent(),
                folder.orElse(WatchDirectory.named(watch)).toString(),
                watch.debounce().toMillis(),
                watch.minBytes(),
                true);
    }

    private static DeploymentInfo surroundings(DoxConfig config) {
        var storage = config.storage();
        var deployment = config.deployment();
        return new DeploymentInfo(
                storage.backend(),
                deployment.vlmRepo(),
                deployment.huggingFaceToken(),
                deployment.ollamaUrl(),
                deployment.offline(),
                deployment.docked() || storage.isSharedFirst(),
                deployment.natsUrl(),
                deployment.tensorZeroUrl(),
                config.access().projectUrl().map(URI::toString).orElse(""));
    }
}
