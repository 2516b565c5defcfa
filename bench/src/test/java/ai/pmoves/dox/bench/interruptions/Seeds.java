package ai.pmoves.dox.bench.interruptions;

import java.util.stream.LongStream;

/** Seeds that a test runs. */
final class Seeds {
    private Seeds() {}

    /** @param text one of them, or the first and the last: {@code 7} or {@code 7-20} */
    static LongStream of(String text) {
        var ends = text.split("-");
        return LongStream.rangeClosed(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1]));
    }
}
