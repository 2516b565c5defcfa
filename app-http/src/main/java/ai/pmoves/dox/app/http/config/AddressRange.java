package ai.pmoves.dox.app.http.config;

import ai.pmoves.dox.app.IpAddresses;
import java.net.InetAddress;

/** One address, or all that begin with the same bits. */
public record AddressRange(InetAddress network, int prefixBits) {

    /**
     * Reads {@code 192.0.2.1}, {@code 10.0.0.0/8} or the same of IPv6.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public static AddressRange parse(String text) {
        var parts = text.strip().split("/", -1);
        var network = IpAddresses.parse(parts[0]).orElseThrow(() -> malformed(text));
        int bits = network.getAddress().length * 8;
        if (parts.length == 1) {
            return new AddressRange(network, bits);
        }
        if (parts.length != 2 || !parts[1].matches("\\d{1,3}") || Integer.parseInt(parts[1]) > bits) {
            throw malformed(text);
        }
        return new AddressRange(network, Integer.parseInt(parts[1]));
    }

    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixBits; bit++) {
            int mask = 0x80 >> bit % 8;
            if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "trusted proxy is '%s'; write an address, or a range such as 10.0.0.0/8".formatted(text));
    }
}
