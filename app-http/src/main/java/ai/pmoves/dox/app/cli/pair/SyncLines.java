package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.ConflictView;
import ai.pmoves.dox.app.DeadLetterView;
import ai.pmoves.dox.app.SyncView;
import ai.pmoves.dox.app.SyncView.Comparison;
import ai.pmoves.dox.app.SyncView.Waiting;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.CopyReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a pair of stores is doing, in lines for a person. */
final class SyncLines {
    private static final Map<String, String> PARTS = Map.of(
            "replicates", "this process brings changes over",
            "follows", "running (another process)",
            "none", "not running: \"dox serve\" brings changes over");

    private SyncLines() {}

    static List<String> of(SyncView sync) {
        return of(sync, Optional.empty());
    }

    /** @param replication who brings changes over, if that is known better */
    static List<String> of(SyncView sync, Optional<String> replication) {
        var lines = new ArrayList<String>();
        lines.add(line("primary", primary(sync)));
        lines.add(line("replication", replication.orElse(PARTS.getOrDefault(sync.part(), sync.part()))));
        lines.add(line("to supabase", waiting(sync.push())));
        lines.add(line("to sqlite", fromHub(sync)));
        if (sync.rowsPerSecond() != null) {
            lines.add(line("rate", "%.1f rows/s in the last minute".formatted(sync.rowsPerSecond())));
        }
        lines.add(line("set aside", CopyReport.number(sync.deadLetters())));
        lines.add(line("conflicts", sync.conflicts() == null ? "not known" : CopyReport.number(sync.conflicts())));
        lines.add(line("compared", compared(sync.lastParity())));
        if (sync.error() != null) {
            lines.add(line(
                    "in the way", sync.code() == null ? sync.error() : "%s [%s]".formatted(sync.error(), sync.code())));
        }
        return lines;
    }

    private static String primary(SyncView sync) {
        if (sync.primary() == null) {
            return "none yet, since the stores are in no pair: \"dox serve\" makes them one";
        }
        return "%s, epoch %d%s"
                .formatted(
                        sync.primary(),
                        sync.epoch(),
                        Boolean.FALSE.equals(sync.settled()) ? ", a switch is half done" : "");
    }

    private static String fromHub(SyncView sync) {
        if (sync.pull() != null) {
            return waiting(sync.pull());
        }
        return "sqlite".equals(sync.primary()) ? "nothing comes that way, since sqlite takes the writes" : "not known";
    }

    private static String compared(@Nullable Comparison comparison) {
        return comparison == null
                ? "never"
                : "%s by %s: %s rows, %s of them different"
                        .formatted(
                                comparison.at(),
                                comparison.by(),
                                comparison.figures().get("rows"),
                                comparison.figures().get("differences"));
    }

    private static String waiting(Waiting waiting) {
        return waiting.rows() == 0
                ? "nothing waits"
                : "%s rows wait, for %.1f s".formatted(CopyReport.number(waiting.rows()), waiting.seconds());
    }

    private static String line(String name, @Nullable String value) {
        return "%-12s %s".formatted(name + ":", value);
    }

    static String of(DeadLetterView letter) {
        return "%s %s, since %s, %d attempts: %s"
                .formatted(letter.direction(), letter.row(), letter.since(), letter.attempts(), letter.reason());
    }

    static List<String> of(ConflictView conflict) {
        return List.of(
                "%s %s, found %s".formatted(conflict.id(), conflict.row(), conflict.foundAt()),
                "  kept:      %s's change: %s".formatted(conflict.wonBy(), row(conflict.keptRow())),
                "  set aside: %s's change: %s".formatted(conflict.lostBy(), row(conflict.lostRow())));
    }

    private static String row(@Nullable Object row) {
        return row == null ? "the row is removed" : CliJson.write(row);
    }
}
