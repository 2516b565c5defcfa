package ai.pmoves.dox.ingest.internal.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Lets requests out to the public internet only. It is asked before each request, and again by the client for
 * the addresses that it is about to connect to, so that a name cannot change its mind in between.
 */
public final class WebGuard implements DnsResolver {
    private static final List<String> FORBIDDEN_NAMES = List.of(
            "metadata.google.internal", "169.254.169.254", "metadata.azure.com", "internal", ".local", ".localhost");

    /** Which addresses may be connected to. */
    public interface Policy {
        Policy PUBLIC = (address, port) -> WebAddresses.isPublic(address);

        boolean allows(InetAddress address, int port);
    }

    /** Looks names up. */
    public interface Names {
        InetAddress[] lookUp(String name) throws UnknownHostException;
    }

    private final Policy policy;
    private final Names names;

    public WebGuard(Policy policy, Names names) {
        this.policy = policy;
        this.names = names;
    }

    /** Takes an address apart and refuses it if it leads, or may lead, anywhere but to the public internet. */
    WebUrl check(String url) {
        var target = WebUrl.of(url);
        var host = target.host();
        if (host.address().isPresent()) {
            require(host.address().get(), target.port());
            return target;
        }
        if (host.name().equals("localhost") || host.name().endsWith(".localhost")) {
            throw WebUrl.forbidden("Access to localhost is not allowed");
        }
        for (var name : FORBIDDEN_NAMES) {
            if (host.name().contains(name)) {
                throw WebUrl.forbidden("Access to internal host %s is not allowed".formatted(host.name()));
            }
        }
        try {
            for (var address : names.lookUp(host.name())) {
                require(address, target.port());
            }
        } catch (UnknownHostException e) {
            return target; // nowhere to connect to either: the fetch will say so
        }
        return target;
    }

    private void require(InetAddress address, int port) {
        if (policy.allows(address, port)) {
            return;
        }
        throw WebUrl.forbidden(
                WebAddresses.isLocalhost(address)
                        ? "Access to localhost is not allowed"
                        : "Access to the address %s is not allowed: it is not public"
                                .formatted(address.getHostAddress()));
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return resolve(host, 0).stream().map(InetSocketAddress::getAddress).toArray(InetAddress[]::new);
    }

    @Override
    public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
        var written = WebHost.of(host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host);
        var addresses = written.address().isPresent()
                ? new InetAddress[] {written.address().get()}
                : names.lookUp(host);
        for (var address : addresses) {
            require(address, port);
        }
        return Arrays.stream(addresses)
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
