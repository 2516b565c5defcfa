package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.Confirmation;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.KeepOptions;
import ai.pmoves.dox.app.cli.support.RemovedRowsFile;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.sync.Conflict;
import ai.pmoves.dox.ports.sync.HubSync;
import ai.pmoves.dox.replication.parity.RowCounts;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code dox sync conflicts} does to forget conflicts, which are the only copy of the rows that lost. */
final class ForgetConflicts {
    @Option(names = "--forget", paramLabel = "ID", split = ",", description = "Delete these, once they are resolved.")
    private List<String> ids = List.of();

    @Option(names = "--forget-all", description = "Delete all conflicts.")
    private boolean all;

    @Mixin
    private final KeepOptions keep = new KeepOptions();

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    boolean isAsked() {
        return all || !ids.isEmpty();
    }

    /** @throws DoxException {@code request.unconfirmed}; nothing was changed */
    int run(DoxCommand dox, HubSync hub, String store) {
        var conflicts = conflicts(hub);
        if (conflicts.isEmpty()) {
            return told(dox, 0, Optional.empty());
        }
        var counts = new EnumMap<StoreTable, Long>(StoreTable.class);
        conflicts.forEach(conflict -> counts.merge(conflict.key().table(), 1L, Long::sum));
        var file = keep.open(dox, "sync conflicts", store);
        confirmation.require(
                dox,
                "%s conflicts are forgotten, with what lost in them (%s). %s"
                        .formatted(
                                CopyReport.number(conflicts.size()),
                                RowCounts.text(counts),
                                KeepOptions.sentence(file)));
        try {
            file.ifPresent(kept -> keep(conflicts, kept));
            int forgotten =
                    hub.forgetConflicts(conflicts.stream().map(Conflict::id).toList());
            return told(dox, forgotten, file.filter(kept -> kept.rows() > 0));
        } finally {
            file.ifPresent(RemovedRowsFile::close);
        }
    }

    private List<Conflict> conflicts(HubSync hub) {
        var conflicts = hub.conflicts(Integer.MAX_VALUE);
        if (all) {
            return conflicts;
        }
        var unknown = new HashSet<>(ids);
        conflicts.forEach(conflict -> unknown.remove(conflict.id()));
        if (!unknown.isEmpty()) {
            throw new DoxException(
                    ErrorCode.REQUEST_INVALID,
                    "There is no conflict '%s'; \"dox sync conflicts\" shows what there is. Nothing was changed."
                            .formatted(unknown.iterator().next()));
        }
        return conflicts.stream()
                .filter(conflict -> ids.contains(conflict.id()))
                .toList();
    }

    private static void keep(List<Conflict> conflicts, RemovedRowsFile kept) {
        for (var conflict : conflicts) {
            var lost = conflict.lostRow();
            if (lost != null) {
                kept.keep(conflict.key(), Stores.valuesToKeep(conflict.key().table(), lost));
            }
        }
        kept.flush();
    }

    private static int told(DoxCommand dox, int forgotten, Optional<RemovedRowsFile> kept) {
        if (dox.json()) {
            var json = new LinkedHashMap<String, @Nullable Object>(Map.of("status", "ok", "conflicts", forgotten));
            json.put("kept", kept.map(file -> file.file().toString()).orElse(null));
            dox.console().json(CliJson.write(json));
        } else {
            dox.console()
                    .print("%d conflicts are forgotten%s."
                            .formatted(
                                    forgotten,
                                    kept.map(file -> "; what lost is kept in " + file.file())
                                            .orElse("")));
        }
        return Failures.DONE;
    }
}
