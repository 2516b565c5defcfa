package ai.pmoves.dox.ingest.internal.web;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** Gets pages over HTTP: each redirect is checked like the first address, and nothing takes longer than its time. */
final class WebFetcher {
    private static final int MAX_REDIRECTS = 5;

    private final WebGuard guard;
    private final long maxBytes;
    private final Duration timeout;
    private final CloseableHttpClient client;

    WebFetcher(WebGuard guard, long maxBytes, Duration timeout) {
        this.guard = guard;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.client = client(guard, Timeout.of(timeout));
    }

    /** Makes a client that asks no proxy, keeps no cookies and follows nothing by itself. */
    private static CloseableHttpClient client(WebGuard guard, Timeout timeout) {
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setDnsResolver(guard)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .build())
                .setDefaultSocketConfig(
                        SocketConfig.custom().setSoTimeout(timeout).build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(timeout)
                        .setConnectionRequestTimeout(timeout)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false) // nothing stays open
                .setUserAgent("PMOVES-DoX")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    /**
     * Gets a page. What the network or the server does wrong becomes a warning.
     *
     * @throws ai.pmoves.dox.domain.error.DoxException if the address or a redirect leads somewhere forbidden, or
     *     the page is too large
     */
    WebResponse fetch(String url) {
        long deadline = System.nanoTime() + timeout.toNanos();
        var current = url;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            var uri = guard.check(current).toUri();
            try {
                var answer = get(uri, deadline);
                if (answer.redirect() == null) {
                    return answer.response();
                }
                current = answer.redirect();
            } catch (IOException e) {
                return WebResponse.nothing(
                        current,
                        System.nanoTime() >= deadline
                                ? "fetch failed: no complete answer within %d ms".formatted(timeout.toMillis())
                                : "fetch failed: " + Failures.reason(e));
            }
        }
        return WebResponse.nothing(current, "fetch failed: more than %d redirects".formatted(MAX_REDIRECTS));
    }

    /** A page, or where it has moved to. */
    private record Answer(WebResponse response, @Nullable String redirect) {}

    private Answer get(URI uri, long deadline) throws IOException {
        var request = new HttpGet(uri);
        request.setHeader(HttpHeaders.ACCEPT, "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5");
        long nanos = Math.max(1, deadline - System.nanoTime());
        // a server that sends a byte now and then never runs into a socket's timeout
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS).execute(request::cancel);
        return client.execute(request, response -> answer(uri, response));
    }

    private Answer answer(URI uri, ClassicHttpResponse response) throws IOException {
        int status = response.getCode();
        var location = response.getFirstHeader(HttpHeaders.LOCATION);
        if (status >= 300 && status < 400 && location != null) {
            return new Answer(WebResponse.nothing(uri.toString(), ""), resolve(uri, location.getValue()));
        }
        if (status < 200 || status >= 300) {
            var reason = response.getReasonPhrase() == null ? "" : " " + response.getReasonPhrase();
            return new Answer(
                    WebResponse.nothing(uri.toString(), "fetch failed: HTTP %d%s".formatted(status, reason)), null);
        }
        var entity = response.getEntity();
        if (entity == null) {
            return new Answer(WebResponse.nothing(uri.toString(), "the page is empty"), null);
        }
        var type = entity.getContentType() == null ? "" : entity.getContentType();
        try (var in = entity.getContent()) {
            return new Answer(new WebResponse(uri.toString(), read(uri, in), type, ""), null);
        }
    }

    private byte[] read(URI uri, InputStream in) throws IOException {
        var bytes = in.readNBytes((int) maxBytes + 1); // the limit is far below what an int holds
        if (bytes.length > maxBytes) {
            throw tooLarge(uri.toString(), maxBytes);
        }
        return bytes;
    }

    static RuntimeException tooLarge(String url, long maxBytes) {
        return Failures.of(
                ErrorCode.FILE_TOO_LARGE,
                "The page %s is larger than the %d bytes allowed".formatted(url, maxBytes),
                Remedy.RAISE_MAX_WEB_BYTES);
    }

    /** Makes a redirect's address absolute; whatever it is, it is checked next. */
    private static String resolve(URI base, String location) {
        if (location.matches("(?s)^[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return location;
        }
        if (location.startsWith("//") || location.startsWith("\\\\")) {
            return base.getScheme() + ":" + location;
        }
        var origin = base.getScheme() + "://" + base.getRawAuthority();
        if (location.startsWith("/")) {
            return origin + location;
        }
        var path = base.getRawPath();
        return location.startsWith("?")
                ? origin + path + location
                : origin + path.substring(0, path.lastIndexOf('/') + 1) + location;
    }
}
