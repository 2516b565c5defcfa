package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.app.IpAddresses;
import ai.pmoves.dox.app.http.config.AddressRange;
import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tells who calls. What a request says of itself counts only as far as trusted proxies vouch for it: of the
 * forwarded addresses it is the last one that is no trusted proxy.
 */
final class ClientAddress {
    private final List<AddressRange> trusted;

    ClientAddress(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream().map(AddressRange::parse).toList();
    }

    String of(Context ctx) {
        var peer = ctx.req().getRemoteAddr();
        if (!IpAddresses.parse(peer).map(this::isTrusted).orElse(false)) {
            return peer;
        }
        var forwarded = Stream.of("X-Forwarded-For", "X-Real-IP")
                .map(name -> String.join(",", Collections.list(ctx.req().getHeaders(name)))) // a proxy may add a header
                .filter(addresses -> !addresses.isEmpty())
                .findFirst()
                .orElse("");
        var hops = Arrays.asList(forwarded.split(","));
        for (var hop : hops.reversed()) {
            var address = IpAddresses.parse(hop);
            if (address.isEmpty()) {
                return peer;
            }
            if (!isTrusted(address.get())) {
                return address.get().getHostAddress();
            }
        }
        return peer;
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(range -> range.contains(address));
    }
}
