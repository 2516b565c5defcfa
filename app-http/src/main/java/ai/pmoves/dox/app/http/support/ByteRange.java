package ai.pmoves.dox.app.http.support;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param first its first byte, from 0
 * @param length at least 1
 */
record ByteRange(long first, long length) {
    private static final Pattern ONE = Pattern.compile("bytes=\\s*(\\d{0,18})\\s*-\\s*(\\d{0,18})\\s*");

    /**
     * Reads a Range header of one range; empty for any other, which is answered with the whole file.
     *
     * @throws HttpFailure 416 if no byte of the file lies in it
     */
    static Optional<ByteRange> parse(String header, long size) {
        var matcher = ONE.matcher(header.strip());
        if (!matcher.matches() || matcher.group(1).isEmpty() && matcher.group(2).isEmpty()) {
            return Optional.empty();
        }
        long first;
        long last = size - 1;
        if (matcher.group(1).isEmpty()) {
            long suffix = Long.parseLong(matcher.group(2));
            first = suffix == 0 ? size : Math.max(0, size - suffix);
        } else {
            first = Long.parseLong(matcher.group(1));
            if (!matcher.group(2).isEmpty()) {
                long asked = Long.parseLong(matcher.group(2));
                if (asked < first) {
                    return Optional.empty(); // malformed, so it is to be ignored
                }
                last = Math.min(last, asked);
            }
        }
        if (first >= size) {
            throw new HttpFailure(
                    416, HttpCodes.RANGE_INVALID, "Range Not Satisfiable", Map.of("Content-Range", "bytes */" + size));
        }
        return Optional.of(new ByteRange(first, last - first + 1));
    }

    String header(long size) {
        return "bytes %d-%d/%d".formatted(first, first + length - 1, size);
    }
}
