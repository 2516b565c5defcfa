package ai.pmoves.dox.app.cli.transfer;

import static java.util.Objects.requireNonNull;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.Differences;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.TableNames;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.replication.transfer.Backfill;
import ai.pmoves.dox.replication.transfer.BackfillOptions;
import ai.pmoves.dox.replication.transfer.CopyVerification;
import ai.pmoves.dox.replication.transfer.DryRun;
import ai.pmoves.dox.replication.transfer.EmptiedTarget;
import ai.pmoves.dox.replication.transfer.TableCopy;
import ai.pmoves.dox.replication.transfer.VerifyCopy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dox backfill}. */
@Command(
        name = "backfill",
        description = {
            "Copies an SQLite file, of this program or of the Python backend, into the shared store.",
            "",
            "The file is only read. After an interruption, the same command resumes; after a completed run, it copies what"
                    + " has changed. At the end it compares both sides row by row."
        },
        footer = {
            "",
            "Examples:",
            "  dox backfill --from-sqlite db.sqlite3",
            "  dox backfill --from-sqlite db.sqlite3 --to-sqlite data/db.sqlite3",
            "  dox backfill --from-sqlite db.sqlite3 --dry-run",
            "  dox backfill --from-sqlite db.sqlite3 --reset --tables summaries",
            "  dox backfill --from-sqlite db.sqlite3 --replay data/backfill-rejects.ndjson",
            "  dox backfill --replay data/removed/20261201T034500Z-parity-repair.ndjson",
            "",
            "Exit codes: 0 all rows are copied, 3 the comparison found differences, 5 rows were rejected (they are in"
                    + " the reject file), 1, 2 and 4 as for every command."
        })
public final class BackfillCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    private final DoxCommand dox;

    @Option(
            names = "--from-sqlite",
            paramLabel = "PATH",
            description = "The file to copy; with --replay, the source of the rejected rows.")
    private @Nullable Path from;

    @Option(
            names = "--to-sqlite",
            paramLabel = "PATH",
            description = "Copy into this embedded store, made if it is missing, instead of the shared one.")
    private @Nullable Path to;

    @Mixin
    private final BackfillReset reset = new BackfillReset();

    @Option(names = "--dry-run", description = "Read everything, report what would be copied, and write nothing.")
    private boolean dryRun;

    @Option(
            names = "--tables",
            paramLabel = "NAME",
            split = ",",
            description = "Only these tables, by their names in the target, separated by commas.")
    private List<String> tables = List.of();

    @Option(
            names = "--batch-size",
            paramLabel = "ROWS",
            description = "Rows per transaction (default: SUPABASE_BATCH_SIZE, or else 5000).")
    private @Nullable Integer batchSize;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "The file of rows that could not be copied unchanged (default: backfill-rejects.ndjson in"
                    + " DOX_HOME).")
    private @Nullable Path rejects;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "Copy the rows of this file: a corrected reject file, or a file of removed rows that a"
                    + " command has removed.")
    private @Nullable Path replay;

    @Option(names = "--no-verify", description = "Do not compare afterwards.")
    private boolean noVerify;

    @Spec
    private @Nullable CommandSpec spec;

    public BackfillCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        if (from == null && replay == null) {
            throw new ParameterException(
                    requireNonNull(spec).commandLine(), "name what to copy: --from-sqlite PATH, or --replay FILE");
        }
        var config = target();
        try (var origin = from == null ? Stores.keptRows() : Stores.openCopySource(from)) {
            if (replay == null) {
                return run(config, origin);
            }
            try (var corrected = new ReplaySource(replay, origin)) {
                return run(config, corrected);
            }
        }
    }

    private int run(DoxConfig config, CopySource source) {
        if (dryRun) {
            return Stores.readTarget(config.storage(), target -> dryRun(config, source, target));
        }
        try (var target = BackfillReset.Target.open(config.storage())) {
            var removed = reset.run(dox, target, chosen());
            return copy(config, source, target.store(), removed);
        }
    }

    private int dryRun(DoxConfig config, CopySource source, CopyTarget target) {
        say("%s -> %s (nothing is written)".formatted(source.description(), target.description()));
        var kept = target;
        if (reset.isAsked()) {
            say(reset.dryRun(target, chosen()));
            kept = new EmptiedTarget(target, chosen());
        }
        var findings = new DryRun(source, kept).run(options(config), new CopyProgress(dox.console()));
        if (dox.json()) {
            dox.console().json(CliJson.write(json(source, findings.tables(), findings.kept(), rejectFile(config))));
        } else {
            reportCopies(source, findings.tables());
            if (findings.kept() > 0) {
                say("%s rows would be kept as they are in %s; docs/operations.md says what the kinds above mean."
                        .formatted(CopyReport.number(findings.kept()), rejectFile(config)));
            }
        }
        return exitCode(findings.tables(), 0, 0);
    }

    private DoxConfig target() {
        return to == null
                ? dox.configOfOne("supabase", Map.of())
                : dox.configOfOne("sqlite", Map.of("DB_PATH", to.toString()));
    }

    private int copy(DoxConfig config, CopySource source, Store store, Optional<Map<String, Object>> removed) {
        try (var rejected = RejectFile.open(rejectFile(config), from == null ? requireNonNull(replay) : from)) {
            if (reset.isAsked()) {
                store.rows().forget(source.identity());
            }
            say("%s -> %s".formatted(source.description(), store.rows().description()));
            var copies =
                    new Backfill(source, store.rows(), rejected).run(options(config), new CopyProgress(dox.console()));
            long rejectedBefore = rejectedBefore(copies, store, rejected);
            var differences = new Differences(SHOWN);
            var verification = noVerify
                    ? Optional.<CopyVerification>empty()
                    : Optional.of(
                            new VerifyCopy(source, store.rows(), rejected).run(parityOptions(config), differences));
            report(source, copies, verification, differences, rejected, removed);
            if (rejectedBefore > 0) {
                say("%s rows were rejected before the copy was interrupted; they are in %s."
                        .formatted(CopyReport.number(rejectedBefore), rejected.file()));
            }
            return exitCode(copies, differences.count(), rejectedBefore);
        }
    }

    /** How many rows an interrupted run rejected that are still not in the target, of the tables that this one went on with. */
    private static long rejectedBefore(List<TableCopy> copies, Store store, RejectFile rejected) {
        var resumed = copies.stream()
                .filter(TableCopy::isResumed)
                .map(TableCopy::table)
                .collect(Collectors.toSet());
        long count = 0;
        for (var table : rejected.recall(resumed).entrySet()) {
            count += store.rows().missing(table.getKey(), table.getValue()).size();
        }
        return count;
    }

    private Path rejectFile(DoxConfig config) {
        if (rejects != null) {
            return rejects;
        }
        return replay == null
                ? config.home().resolve("backfill-rejects.ndjson")
                : replay.resolveSibling(replay.getFileName() + ".again");
    }

    private BackfillOptions options(DoxConfig config) {
        return BackfillOptions.defaults().withTables(chosen()).withBatchSize(batchSize(config));
    }

    private ParityOptions parityOptions(DoxConfig config) {
        return ParityOptions.defaults()
                .withTables(chosen())
                .withSettlingTime(config.storage().settlingTime());
    }

    private int batchSize(DoxConfig config) {
        int size = batchSize != null
                ? batchSize
                : config.storage()
                        .supabase()
                        .map(DoxConfig.Supabase::batchSize)
                        .orElse(BackfillOptions.DEFAULT_BATCH_SIZE);
        if (size < 1 || size > BackfillOptions.MAX_BATCH_SIZE) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID,
                    "--batch-size is %d; it has to be 1 to %d".formatted(size, BackfillOptions.MAX_BATCH_SIZE));
        }
        return size;
    }

    private Set<StoreTable> chosen() {
        return TableNames.parse(tables);
    }

    private static int exitCode(List<TableCopy> copies, long differences, long rejectedBefore) {
        if (differences > 0) {
            return Failures.DIFFERENT;
        }
        return rejectedBefore > 0 || copies.stream().anyMatch(table -> table.rejected() > 0)
                ? Failures.REJECTED
                : Failures.DONE;
    }

    private void say(String line) {
        if (!dox.json()) {
            dox.console().print(line);
        }
    }

    private void report(
            CopySource source,
            List<TableCopy> copies,
            Optional<CopyVerification> verification,
            Differences differences,
            RejectFile rejected,
            Optional<Map<String, Object>> removed) {
        if (dox.json()) {
            var json = json(source, copies, rejected.rows(), rejected.file());
            removed.ifPresent(reset -> json.put("removed", reset));
            json.put("verified", verification.isPresent());
            verification.ifPresent(found -> json.putAll(CopyReport.json(found)));
            json.put("differences", Map.of("count", differences.count(), "first", differences.json()));
            dox.console().json(CliJson.write(json));
            return;
        }
        reportCopies(source, copies);
        if (rejected.rows() > 0) {
            say("%s rows are kept as they were in %s; docs/operations.md says what the kinds above mean."
                    .formatted(CopyReport.number(rejected.rows()), rejected.file()));
        }
        verification.ifPresent(found -> {
            differences.lines().forEach(this::say);
            CopyReport.verdict(found, rejected.file()).forEach(this::say);
        });
        if (chosen().contains(StoreTable.SEARCH_CHUNKS)
                && copies.getLast().read() == 0
                && copies.stream().anyMatch(table -> table.read() > 0)) {
            say("The source has no search index. Make one with: dox rebuild");
        }
    }

    private void reportCopies(CopySource source, List<TableCopy> copies) {
        CopyReport.lines(copies).forEach(this::say);
        source.foreignTables()
                .forEach(
                        (table, rows) -> say("The table %s has no place in the target; its %s rows stay where they are."
                                .formatted(table, CopyReport.number(rows))));
        source.foreignColumns()
                .forEach((column, values) ->
                        say("The column %s has no place in the target; its %s values stay where they are."
                                .formatted(column, CopyReport.number(values))));
    }

    private Map<String, Object> json(CopySource source, List<TableCopy> copies, long kept, Path rejectFile) {
        var json = new LinkedHashMap<String, Object>();
        json.put("source", source.description());
        json.put("dry_run", dryRun);
        json.put("tables", copies.stream().map(CopyReport::json).toList());
        json.put("foreign_tables", source.foreignTables());
        json.put("foreign_columns", source.foreignColumns());
        json.put("rejects", Map.of("file", rejectFile.toString(), "rows", kept));
        json.put("verified", false);
        json.put("parity", List.of());
        return json;
    }
}
