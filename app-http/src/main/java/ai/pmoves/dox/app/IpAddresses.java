package ai.pmoves.dox.app;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Reads addresses as people write them. */
public final class IpAddresses {
    private IpAddresses() {}

    /** Reads a literal address, an IPv6 one also in brackets; empty for a name, which is never looked up. */
    public static Optional<InetAddress> parse(String literal) {
        var text = literal.strip();
        if (text.startsWith("[") && text.endsWith("]")) {
            text = text.substring(1, text.length() - 1);
        }
        if (!text.matches("\\d{1,3}(\\.\\d{1,3}){3}") && !text.matches("[0-9a-fA-F.]*:[0-9a-fA-F:.]*")) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty(); // looks like an address and is none
        }
    }

    /** Whether this is {@code localhost}, or an address that only this machine can reach. */
    public static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || parse(host).filter(InetAddress::isLoopbackAddress).isPresent();
    }
}
