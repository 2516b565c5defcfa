package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.RateLimit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes a local configuration with a few things changed. What else runs on this machine is not looked for. */
final class TestConfig {
    /** An address of this machine where nobody listens. */
    static final String NOBODY = "http://127.0.0.1:1";

    private static final HttpConfig LOCAL = HttpConfig.local(0, Path.of("uploads"));

    private String host = LOCAL.host();
    private long maxRequestBytes = LOCAL.maxRequestBytes();
    private boolean openPdf;
    private Path samples = LOCAL.sampleDir();
    private Path uploads = LOCAL.uploadDir();
    private Browsers browsers = LOCAL.browsers();
    private Optional<RateLimit> rateLimit = Optional.empty();
    private List<String> trustedProxies = List.of();
    private List<String> allowedHosts = List.of();
    private AccessConfig access = AccessConfig.NONE;
    private WatchReport watch = WatchReport.NONE;
    private Surroundings surroundings = standalone(NOBODY);

    TestConfig host(String value) {
        host = value;
        return this;
    }

    TestConfig maxRequestBytes(long value) {
        maxRequestBytes = value;
        return this;
    }

    TestConfig openPdf() {
        openPdf = true;
        return this;
    }

    TestConfig samples(Path value) {
        samples = value;
        return this;
    }

    TestConfig uploads(Path value) {
        uploads = value;
        return this;
    }

    TestConfig browsers(Browsers value) {
        browsers = value;
        return this;
    }

    TestConfig perMinute(int requests, String... proxies) {
        rateLimit = Optional.of(new RateLimit(requests, Duration.ofMinutes(1)));
        trustedProxies = List.of(proxies);
        return this;
    }

    TestConfig allowedHosts(String... values) {
        allowedHosts = List.of(values);
        return this;
    }

    TestConfig access(AccessConfig value) {
        access = value;
        return this;
    }

    /** Whoever comes may do everything, wherever it listens. */
    TestConfig anonymous() {
        return access(new AccessConfig(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), true));
    }

    TestConfig ollama(String baseUrl) {
        return surroundings(standalone(baseUrl));
    }

    private static Surroundings standalone(String ollamaUrl) {
        return new Surroundings("sqlite", Optional.empty(), false, ollamaUrl, false, false, "", "", "");
    }

    TestConfig surroundings(Surroundings value) {
        surroundings = value;
        return this;
    }

    TestConfig watch(Path folder, long debounceMs, int minBytes) {
        watch = new WatchReport(true, folder.toString(), debounceMs, minBytes, true);
        return this;
    }

    HttpConfig build() {
        return new HttpConfig(
                host,
                0,
                maxRequestBytes,
                1,
                "1.0.0",
                openPdf,
                samples,
                uploads,
                browsers,
                rateLimit,
                trustedProxies,
                allowedHosts,
                access,
                watch,
                surroundings);
    }
}
