package ai.pmoves.dox.ingest.internal.web;

import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.ingest.internal.files.Failures;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A host in the one spelling that everything after works with: a name in lower-case ASCII without a dot at its
 * end, or an address. {@code 0x7f.1}, {@code 2130706433} and {@code １２７.０.０.１} are all 127.0.0.1.
 *
 * @param name a name, or an address as text (IPv6 without brackets)
 * @param address the address that was written, or empty for a name
 */
record WebHost(String name, Optional<InetAddress> address) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0[xX][0-9a-fA-F]*)");

    static WebHost of(String written) {
        try {
            if (written.startsWith("[") && written.endsWith("]")) {
                return ipv6(written.substring(1, written.length() - 1));
            }
            var decoded = URLDecoder.decode(written.replace("+", "%2B"), StandardCharsets.UTF_8);
            var ascii = IDN.toASCII(Normalizer.normalize(decoded, Normalizer.Form.NFKC), IDN.ALLOW_UNASSIGNED);
            var name = ascii.toLowerCase(Locale.ROOT).replaceAll("\\.+$", "");
            if (!NAME.matcher(name).matches() || name.contains("..")) {
                throw invalid(written);
            }
            return NUMERIC_END.matcher(name).matches() ? ipv4(name, written) : new WebHost(name, Optional.empty());
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw invalid(written);
        }
    }

    private static RuntimeException invalid(String written) {
        return Failures.of(ErrorCode.URL_INVALID, "URL has no valid host: " + written);
    }

    private static WebHost ipv6(String text) throws UnknownHostException {
        if (!IPV6.matcher(text).matches()) {
            throw invalid(text);
        }
        var address = InetAddress.getByName("[" + text + "]"); // IPv4 in IPv6 comes out as IPv4
        return new WebHost(address.getHostAddress(), Optional.of(address));
    }

    /** Reads an address as the C library does: one to four numbers, of which the last fills what is left. */
    private static WebHost ipv4(String name, String written) throws UnknownHostException {
        var parts = name.split("\\.");
        if (parts.length > 4) {
            throw invalid(written);
        }
        long value = 0;
        for (int i = 0; i < parts.length; i++) {
            long part = number(parts[i], written);
            int bytes = i < parts.length - 1 ? 1 : 5 - parts.length;
            if (part < 0 || part >= 1L << 8 * bytes) {
                throw invalid(written);
            }
            value = (value << 8 * bytes) | part;
        }
        var address = InetAddress.getByAddress(
                new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
        return new WebHost(address.getHostAddress(), Optional.of(address));
    }

    private static long number(String part, String written) {
        if (part.length() > 20) {
            throw invalid(written);
        }
        if (part.startsWith("0x")) {
            return part.length() == 2 ? 0 : Long.parseUnsignedLong(part.substring(2), 16);
        }
        return part.length() > 1 && part.startsWith("0") ? Long.parseLong(part, 8) : Long.parseLong(part);
    }

    /** The host as it stands in a URL. */
    String inUrl() {
        return name.contains(":") ? "[" + name + "]" : name;
    }
}
