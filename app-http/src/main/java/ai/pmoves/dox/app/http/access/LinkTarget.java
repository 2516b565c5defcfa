package ai.pmoves.dox.app.http.access;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What browsers open in a tab, as they cannot send headers with it.
 *
 * @param address path and parameters in the one way of writing them that is signed: proxies may write them otherwise
 */
record LinkTarget(String address) {
    private static final String SIGNATURE = "signature";
    private static final Set<String> PATHS = Set.of("/download", "/open/pdf", "/logs/export");

    /** Reads a path with its query; empty if it is not one that is opened in a tab. */
    static Optional<LinkTarget> parse(String text) {
        int mark = text.indexOf('?');
        var path = mark < 0 ? text : text.substring(0, mark);
        if (!PATHS.contains(path) || text.indexOf('#') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new LinkTarget(path + "?" + canonical(mark < 0 ? "" : text.substring(mark + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a % that is no letter
        }
    }

    static Optional<LinkTarget> of(Context ctx) {
        return parse(ctx.path() + "?" + Optional.ofNullable(ctx.queryString()).orElse(""));
    }

    private static String canonical(String query) {
        return Stream.of(query.split("&"))
                .filter(part -> !part.isEmpty() && !part.startsWith(SIGNATURE + "="))
                .map(part -> part.split("=", 2))
                .map(pair -> rewritten(pair[0]) + "=" + (pair.length == 2 ? rewritten(pair[1]) : ""))
                .collect(Collectors.joining("&"));
    }

    private static String rewritten(String part) {
        return URLEncoder.encode(URLDecoder.decode(part, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** The signature that the request shows; empty if none. */
    static String signature(Context ctx) {
        return Optional.ofNullable(ctx.queryParam(SIGNATURE)).orElse("");
    }

    /** What to open. */
    String signedBy(String signature) {
        return address + (address.endsWith("?") ? "" : "&") + SIGNATURE + "=" + signature;
    }
}
