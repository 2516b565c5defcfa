package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.Differences;
import ai.pmoves.dox.replication.parity.TableParity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code dox parity} says. */
final class ParityReport {
    private ParityReport() {}

    static List<String> lines(ParitySides sides, List<TableParity> result, Differences found) {
        var lines = new ArrayList<String>();
        int width =
                Math.max(sides.primaryLabel().length(), sides.secondaryLabel().length()) + 1;
        var side = "%-" + width + "s %s";
        lines.add(side.formatted(sides.primaryLabel() + ":", sides.primary().description()));
        lines.add(side.formatted(
                sides.secondaryLabel() + ":", sides.secondary().rows().description()));
        lines.addAll(CopyReport.parityLines(result));
        lines.addAll(found.lines());
        return lines;
    }

    /** The last line of a comparison. */
    static String verdict(long differences, ParityScope scope) {
        if (differences > 0) {
            return "%s rows differ.".formatted(CopyReport.number(differences));
        }
        return scope.isOfAllRows() ? "Equal." : "No such difference.";
    }

    /** The last lines of a repair. */
    static List<String> repaired(long found, ParityRepairing.Done done, Differences left) {
        var lines = new ArrayList<String>();
        var verdict =
                "%s rows differed; %s repaired".formatted(CopyReport.number(found), CopyReport.number(done.repaired()));
        lines.add(
                left.count() == 0
                        ? verdict + "."
                        : "%s; %s differ still:".formatted(verdict, CopyReport.number(left.count())));
        lines.addAll(left.lines());
        done.refusals().forEach(refusal -> lines.add("not repaired: " + refusal));
        if (done.waiting() > 0) {
            lines.add(
                    "%s rows were left, since replication is to bring them over, or they are set aside: see dox sync status."
                            .formatted(CopyReport.number(done.waiting())));
        }
        done.kept().ifPresent(file -> lines.add("Replaced and removed rows are kept in %s.".formatted(file)));
        return lines;
    }

    static Map<String, Object> json(ParitySides sides, List<TableParity> result, Differences found) {
        var json = new LinkedHashMap<String, Object>();
        json.put(sides.primaryLabel(), sides.primary().description());
        json.put(sides.secondaryLabel(), sides.secondary().rows().description());
        json.put("tables", result.stream().map(CopyReport::json).toList());
        json.put("differences", Map.of("count", found.count(), "first", found.json()));
        return json;
    }

    static Map<String, @Nullable Object> json(ParityRepairing.Done done, Differences left) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("repaired", done.repaired());
        json.put("left", Map.of("count", left.count(), "first", left.json()));
        json.put("waiting", done.waiting());
        json.put("refused", done.refusals());
        json.put("kept", done.kept().map(Object::toString).orElse(null));
        return json;
    }
}
