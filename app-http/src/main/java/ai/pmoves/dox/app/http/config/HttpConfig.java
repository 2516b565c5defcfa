package ai.pmoves.dox.app.http.config;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.IpAddresses;
import ai.pmoves.dox.app.RateLimit;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How the server listens and what it allows.
 *
 * @param host the address that it binds, for example {@code 127.0.0.1}
 * @param port 0 for any free one
 * @param maxRequestBytes the largest request body, all files of an upload together
 * @param ingestWorkers how many artifacts are read in the background at once
 * @param appVersion what {@code /healthz} calls this release
 * @param openPdfEnabled whether {@code /open/pdf} hands out files
 * @param sampleDir where {@code POST /load_samples} looks
 * @param uploadDir where larger parts of uploads wait until they are stored; servers may share it
 * @param rateLimit empty for none
 * @param trustedProxies addresses and ranges ({@code 10.0.0.0/8}) whose forwarded addresses count
 * @param allowedHosts names besides {@code localhost} that a server on loopback is called by; given any, also another
 *     server answers to these only; {@code *} for all
 * @param access the keys by which callers are known
 */
public record HttpConfig(
        String host,
        int port,
        long maxRequestBytes,
        int ingestWorkers,
        String appVersion,
        boolean openPdfEnabled,
        Path sampleDir,
        Path uploadDir,
        Browsers browsers,
        Optional<RateLimit> rateLimit,
        List<String> trustedProxies,
        List<String> allowedHosts,
        AccessConfig access,
        WatchReport watch,
        DeploymentInfo surroundings) {
    /** 1 GiB. */
    public static final long DEFAULT_MAX_REQUEST_BYTES = 1L << 30;

    public HttpConfig {
        if (host.isBlank()) {
            throw new IllegalArgumentException("host is blank; 127.0.0.1 is this machine only");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port is " + port + "; it has to be 0 to 65535");
        }
        if (maxRequestBytes < 1) {
            throw new IllegalArgumentException("maxRequestBytes is " + maxRequestBytes + "; it has to be at least 1");
        }
        if (ingestWorkers < 1) {
            throw new IllegalArgumentException("ingestWorkers is " + ingestWorkers + "; it has to be at least 1");
        }
        access.requireFit(host);
        trustedProxies = List.copyOf(trustedProxies);
        trustedProxies.forEach(AddressRange::parse);
        allowedHosts = List.copyOf(allowedHosts);
        for (var name : allowedHosts) {
            if (!name.equals("*") && !name.matches("[\\w.-]+|\\[[0-9a-fA-F:.]+]")) {
                throw new IllegalArgumentException(
                        "allowed host is '%s'; write a name without scheme and port, such as dox.example"
                                .formatted(name));
            }
        }
    }

    /** This machine only, everything optional off. */
    public static HttpConfig local(int port, Path uploadDir) {
        return new HttpConfig(
                "127.0.0.1",
                port,
                DEFAULT_MAX_REQUEST_BYTES,
                1,
                "1.0.0",
                false,
                Path.of("/app/samples"),
                uploadDir,
                Browsers.LOCAL,
                Optional.empty(),
                List.of(),
                List.of(),
                AccessConfig.NONE,
                WatchReport.NONE,
                DeploymentInfo.STANDALONE);
    }

    /** Whether only this machine can reach the server. */
    public boolean isLoopback() {
        return IpAddresses.isLoopback(host);
    }
}
