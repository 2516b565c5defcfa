package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.cli.support.Confirmation;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.KeepOptions;
import ai.pmoves.dox.app.cli.support.RemovedRowsFile;
import ai.pmoves.dox.replication.parity.Difference.Kind;
import ai.pmoves.dox.replication.parity.ParityRepair;
import ai.pmoves.dox.replication.parity.RemovedRows;
import ai.pmoves.dox.replication.parity.RepairPlan;
import ai.pmoves.dox.replication.parity.RowComparison;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code dox parity --repair} does once it is known what differs. */
final class ParityRepairing {
    @Option(
            names = "--repair",
            description = "Make the secondary equal to the primary, or the other store equal to that of --from, and"
                    + " compare again.")
    private boolean repair;

    @Mixin
    private final KeepOptions keep = new KeepOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    boolean isAsked() {
        return repair;
    }

    /**
     * What a repair has done.
     *
     * @param repaired how many rows were written or removed
     * @param waiting how many were left, since replication brings them over or they are set aside
     * @param refusals rows that the store refuses, and why
     * @param kept the file with what was replaced and removed; empty if there is none
     */
    record Done(long repaired, long waiting, List<String> refusals, Optional<Path> kept) {}

    /** @throws ai.pmoves.dox.domain.error.DoxException {@code request.unconfirmed}; nothing was changed */
    Done run(DoxCommand dox, ParitySides sides, RepairPlan plan) {
        var rows = sides.secondary().rows();
        var file = keep.open(dox, "parity --repair", rows.description());
        confirmation.require(dox, what(sides, plan, file));
        try {
            var mending =
                    new ParityRepair(rows, file.map(RemovedRows.class::cast).orElse(RemovedRows.NONE));
            long waiting = mending.repair(plan, new RowComparison(sides.primary(), rows), sides::notToRepair);
            long repaired = mending.finish();
            var kept = file.filter(one -> one.rows() > 0).map(RemovedRowsFile::file);
            return new Done(repaired, waiting, mending.refusals(), kept);
        } finally {
            file.ifPresent(RemovedRowsFile::close);
        }
    }

    private static String what(ParitySides sides, RepairPlan plan, Optional<RemovedRowsFile> file) {
        var rows = sides.secondary().rows();
        var sentences = new ArrayList<String>();
        sentences.add("%s (%s) is brought to the state of %s: it %s."
                .formatted(
                        sides.secondary().name(),
                        rows.description(),
                        sides.primary().description(),
                        String.join("; ", changes(plan))));
        var below = plan.below(rows);
        if (!below.isEmpty()) {
            sentences.add("Rows that belong to removed ones go with them: %s.".formatted(RowCounts.text(below)));
        }
        if (sides.isTargetPrimary()) {
            sentences.add("It is the primary of a pair: every device that follows it takes these changes over.");
        }
        if (!plan.counts(Kind.DIFFERENT).isEmpty() || !plan.counts(Kind.EXTRA).isEmpty()) {
            sentences.add(
                    file.isEmpty()
                            ? "Replaced and removed rows are not kept (--no-keep)."
                            : "Replaced and removed rows are kept in %s, which \"dox backfill --replay\" takes."
                                    .formatted(file.get().file()));
        }
        return String.join(" ", sentences);
    }

    private static List<String> changes(RepairPlan plan) {
        var changes = new ArrayList<String>();
        add(changes, "gets", "rows", plan, Kind.MISSING);
        add(changes, "replaces", "rows", plan, Kind.DIFFERENT);
        add(changes, "loses", "rows", plan, Kind.EXTRA);
        return changes;
    }

    private static void add(List<String> changes, String verb, String noun, RepairPlan plan, Kind kind) {
        var counts = plan.counts(kind);
        if (!counts.isEmpty()) {
            changes.add("%s %s %s (%s)"
                    .formatted(verb, CopyReport.number(RowCounts.total(counts)), noun, RowCounts.text(counts)));
        }
    }
}
