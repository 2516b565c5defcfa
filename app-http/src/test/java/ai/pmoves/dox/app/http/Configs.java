package ai.pmoves.dox.app.http;

import ai.pmoves.dox.app.RateLimit;
import ai.pmoves.dox.app.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A local configuration with one thing changed. */
final class Configs {
    private Configs() {}

    static HttpConfig of(
            HttpConfig base,
            String host,
            long maxRequestBytes,
            boolean openPdf,
            Path samples,
            Browsers browsers,
            Optional<RateLimit> rateLimit,
            List<String> proxies,
            Optional<Secret> jwtSecret) {
        return new HttpConfig(
                host,
                base.port(),
                maxRequestBytes,
                base.ingestWorkers(),
                base.appVersion(),
                openPdf,
                samples,
                browsers,
                rateLimit,
                proxies,
                jwtSecret,
                base.watch(),
                base.surroundings());
    }

    static HttpConfig maxRequestBytes(HttpConfig base, long bytes) {
        return of(
                base,
                base.host(),
                bytes,
                base.openPdfEnabled(),
                base.sampleDir(),
                base.browsers(),
                base.rateLimit(),
                base.trustedProxies(),
                base.jwtSecret());
    }

    static HttpConfig openPdf(HttpConfig base) {
        return of(
                base,
                base.host(),
                base.maxRequestBytes(),
                true,
                base.sampleDir(),
                base.browsers(),
                base.rateLimit(),
                base.trustedProxies(),
                base.jwtSecret());
    }

    static HttpConfig samples(HttpConfig base, Path folder) {
        return of(
                base,
                base.host(),
                base.maxRequestBytes(),
                base.openPdfEnabled(),
                folder,
                base.browsers(),
                base.rateLimit(),
                base.trustedProxies(),
                base.jwtSecret());
    }

    static HttpConfig browsers(HttpConfig base, Browsers browsers) {
        return of(
                base,
                base.host(),
                base.maxRequestBytes(),
                base.openPdfEnabled(),
                base.sampleDir(),
                browsers,
                base.rateLimit(),
                base.trustedProxies(),
                base.jwtSecret());
    }

    static HttpConfig rateLimit(HttpConfig base, int perMinute, String... proxies) {
        return of(
                base,
                base.host(),
                base.maxRequestBytes(),
                base.openPdfEnabled(),
                base.sampleDir(),
                base.browsers(),
                Optional.of(new RateLimit(perMinute, Duration.ofMinutes(1))),
                List.of(proxies),
                base.jwtSecret());
    }

    static HttpConfig jwtSecret(HttpConfig base, String secret) {
        return of(
                base,
                base.host(),
                base.maxRequestBytes(),
                base.openPdfEnabled(),
                base.sampleDir(),
                base.browsers(),
                base.rateLimit(),
                base.trustedProxies(),
                Optional.of(Secret.of(secret)));
    }

    static HttpConfig host(HttpConfig base, String host) {
        return of(
                base,
                host,
                base.maxRequestBytes(),
                base.openPdfEnabled(),
                base.sampleDir(),
                base.browsers(),
                base.rateLimit(),
                base.trustedProxies(),
                base.jwtSecret());
    }
}
