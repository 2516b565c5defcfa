package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.replication.cutover.CutoverOutcome;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Ready;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Refused;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Switched;
import ai.pmoves.dox.replication.cutover.CutoverOutcome.Unneeded;
import ai.pmoves.dox.replication.parity.TableParity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What became of a switch of two stores, and of earlier ones, for a person or a program. */
final class CutoverReport {
    private static final String STATUS = "status";

    private CutoverReport() {}

    /**
     * Tells what became of a switch; returns the exit code.
     *
     * @param to the store that was to be the primary
     */
    static int tell(DoxCommand dox, String to, CutoverOutcome outcome) {
        var console = dox.console();
        if (dox.json()) {
            console.json(CliJson.write(json(to, outcome)));
        } else {
            lines(to, outcome).forEach(console::print);
        }
        if (!(outcome instanceof Refused refused)) {
            return Failures.DONE;
        }
        console.note("error: %s does not become the primary, and nothing has changed. [%s]"
                .formatted(to, ErrorCode.CUTOVER_REFUSED.text()));
        if (!dox.json()) {
            refused.reasons().forEach(reason -> console.note("  - " + OperatorWords.told(reason)));
        }
        return Failures.FAILED;
    }

    private static List<String> lines(String to, CutoverOutcome outcome) {
        return switch (outcome) {
            case Switched done ->
                List.of(
                        "%s is the primary now (epoch %d). Writes were held for %d ms."
                                .formatted(to, done.epoch(), done.held().toMillis()),
                        "%s rows were the same; %s were brought over, %s of them while writes were held; %s were compared again."
                                .formatted(
                                        CopyReport.number(rows(done.tables())),
                                        CopyReport.number(done.drainedRows() + done.heldRows()),
                                        CopyReport.number(done.heldRows()),
                                        CopyReport.number(done.recheckedRows())),
                        "Servers follow by themselves. Set DB_BACKEND=%s for later. The way back: dox cutover --to %s"
                                .formatted(to, to.equals("sqlite") ? "supabase" : "sqlite"));
            case Unneeded same ->
                List.of("%s is the primary already (epoch %d); there is nothing to do.".formatted(to, same.epoch()));
            case Ready ready ->
                List.of("Nothing stands in the way: %s rows are the same, %s wait to be brought over."
                        .formatted(CopyReport.number(rows(ready.tables())), CopyReport.number(ready.waitingRows())));
            case Refused refused -> List.of();
        };
    }

    private static long rows(List<TableParity> tables) {
        return tables.stream().mapToLong(TableParity::primaryRows).sum();
    }

    private static Map<String, Object> json(String to, CutoverOutcome outcome) {
        var json = new LinkedHashMap<String, Object>();
        json.put("to", to);
        switch (outcome) {
            case Switched done -> {
                json.put(STATUS, "switched");
                json.put("epoch", done.epoch());
                json.put("held_ms", done.held().toMillis());
                json.put("drained_rows", done.drainedRows() + done.heldRows());
                json.put("compared_again", done.recheckedRows());
                json.put("tables", tables(done.tables()));
            }
            case Unneeded same -> {
                json.put(STATUS, "unneeded");
                json.put("epoch", same.epoch());
            }
            case Ready ready -> {
                json.put(STATUS, "ready");
                json.put("waiting_rows", ready.waitingRows());
                json.put("tables", tables(ready.tables()));
            }
            case Refused refused -> {
                json.put(STATUS, "refused");
                json.put("code", ErrorCode.CUTOVER_REFUSED.text());
                json.put(
                        "reasons",
                        refused.reasons().stream().map(OperatorWords::told).toList());
                json.put("tables", tables(refused.tables()));
            }
        }
        return json;
    }

    private static List<Map<String, Object>> tables(List<TableParity> tables) {
        return tables.stream().map(CopyReport::json).toList();
    }

    /** Tells what was done to a pair. */
    static void tellHistory(DoxCommand dox, List<SyncEvent> events) {
        if (dox.json()) {
            dox.console()
                    .json(CliJson.write(events.stream().map(CutoverReport::json).toList()));
        } else {
            events.forEach(event -> dox.console().print(line(event)));
        }
    }

    private static Map<String, Object> json(SyncEvent event) {
        var json = new LinkedHashMap<String, Object>();
        json.put("at", event.at().toString());
        json.put("actor", event.actor());
        json.put("step", event.step());
        json.put("figures", event.figures().value());
        return json;
    }

    private static String line(SyncEvent event) {
        var figures = event.figures().asObject().entrySet().stream()
                .map(figure -> figure.getKey() + "=" + figure.getValue())
                .collect(Collectors.joining(" "));
        return "%s  %s  %-20s %s".formatted(event.at(), event.actor(), event.step(), figures);
    }
}
