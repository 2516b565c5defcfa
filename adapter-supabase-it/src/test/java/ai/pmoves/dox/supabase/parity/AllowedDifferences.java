package ai.pmoves.dox.supabase.parity;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The list of what may differ.
 *
 * @param reasons by difference
 */
record AllowedDifferences(Map<Difference, String> reasons) {
    private static final String FILE = "allowed-differences.txt";

    static AllowedDifferences read() {
        try (var file = Objects.requireNonNull(AllowedDifferences.class.getResourceAsStream(FILE), FILE)) {
            return parse(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads paragraphs: a line that names the part, and indented ones with its forms and the reason. */
    static AllowedDifferences parse(String text) {
        var reasons = new LinkedHashMap<Difference, String>();
        for (var paragraph : text.replaceAll("(?m)^#.*\n", "").strip().split("\n\\s*\n")) {
            var lines = paragraph.split("\n");
            var values = new LinkedHashMap<String, String>();
            for (int i = 1; i < lines.length; i++) {
                var words = lines[i].strip().split(" +", 2);
                values.put(words[0], words[1]);
            }
            var reason = values.remove("because");
            var difference = new Difference(lines[0], values.remove("sqlite"), values.remove("postgres"));
            if (reason == null || !values.isEmpty() || reasons.put(difference, reason) != null) {
                throw new IllegalArgumentException("no part with its forms and a reason: " + paragraph);
            }
        }
        return new AllowedDifferences(reasons);
    }

    /** Returns the differences that are not allowed, and those that are but do not exist. */
    List<String> violations(Collection<Difference> found) {
        return Stream.concat(
                        found.stream()
                                .filter(Predicate.not(reasons::containsKey))
                                .map(Difference::toString),
                        reasons.keySet().stream()
                                .filter(Predicate.not(found::contains))
                                .map(difference -> "no longer so: " + difference))
                .toList();
    }
}
