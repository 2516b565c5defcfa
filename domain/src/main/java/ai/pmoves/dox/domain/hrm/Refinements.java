package ai.pmoves.dox.domain.hrm;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;

/** The refinements that there are. */
public final class Refinements {
    private static final String UNCHANGED = "unchanged";

    private Refinements() {}

    /** Sorts characters by passes of bubble sort, until they are in order. */
    public static Refinement<String> sort(String characters, StepLimits limits) {
        BiPredicate<String, String> sorted = (before, after) -> after.equals(sorted(after));
        return Refinement.of(characters, limits, Refinements::bubble, sorted, "sorted");
    }

    private static String bubble(String characters) {
        var points = characters.codePoints().toArray();
        for (int i = 1; i < points.length; i++) {
            if (points[i - 1] > points[i]) {
                int larger = points[i - 1];
                points[i - 1] = points[i];
                points[i] = larger;
            }
        }
        return new String(points, 0, points.length);
    }

    private static String sorted(String characters) {
        var points = characters.codePoints().sorted().toArray();
        return new String(points, 0, points.length);
    }

    /** Which part of the characters stands where it belongs, 0 to 1. */
    public static double sortedness(String characters) {
        var points = characters.codePoints().toArray();
        var wanted = points.clone();
        Arrays.sort(wanted);
        int right = 0;
        for (int i = 0; i < points.length; i++) {
            right += points[i] == wanted[i] ? 1 : 0;
        }
        return points.length == 0 ? 1 : (double) right / points.length;
    }

    /** Makes each run of white space one space and cuts it off at both ends, until nothing changes. */
    public static Refinement<String> normalise(String text, StepLimits limits) {
        return Refinement.of(text, limits, Refinements::normalised, String::equals, UNCHANGED);
    }

    private static String normalised(String text) {
        return text.strip().replaceAll("(?U)\\s++", " ");
    }

    /** Cuts white space off both ends of an answer and makes each run of spaces one, until nothing changes. */
    public static Refinement<String> answer(String text, StepLimits limits) {
        UnaryOperator<String> tidied = before -> before.strip().replaceAll(" {2,}+", " ");
        return Refinement.of(text, limits, tidied, String::equals, UNCHANGED);
    }

    /** Normalises the white space of tags and leaves out empty ones and those that came before, until nothing changes. */
    public static Refinement<List<String>> tags(List<String> tags, StepLimits limits) {
        var trimmed = tags.stream().map(String::strip).toList();
        return Refinement.of(trimmed, limits, Refinements::cleaned, List::equals, UNCHANGED);
    }

    private static List<String> cleaned(List<String> tags) {
        return tags.stream()
                .map(Refinements::normalised)
                .filter(tag -> !tag.isEmpty())
                .distinct()
                .toList();
    }
}
