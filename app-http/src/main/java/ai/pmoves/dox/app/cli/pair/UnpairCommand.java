package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.app.Records;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.Confirmation;
import ai.pmoves.dox.app.cli.support.CopyReport;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.PairSide;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.replication.pair.Edge;
import ai.pmoves.dox.replication.pair.Hub;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.pair.Unpair;
import ai.pmoves.dox.replication.pair.UnpairPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dox unpair}. */
@Command(
        name = "unpair",
        description = {
            "Ends a pair: the SQLite file and the database in Supabase become independent stores again.",
            "",
            "No row is removed. Changes that were not replicated stay in the store that has them; their number is reported"
                    + " first. Stop the servers of the pair before. A database that other devices use stays their primary."
        },
        footer = {
            "",
            "Examples:",
            "  dox unpair",
            "  dox unpair --only sqlite       during an outage of Supabase, or on a device that leaves",
            "  dox unpair --only supabase     when the file was the primary and is lost",
            "",
            "Exit codes: 0 they are no pair (now, or already), 1 refused; 2 not confirmed, or as for every command; 4 as for"
                    + " every command."
        })
public final class UnpairCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Option(
            names = "--only",
            paramLabel = "sqlite|supabase",
            description = "Take only this store out of the pair, without contacting the other one.")
    private @Nullable PairSide only;

    @Mixin
    private final Confirmation confirmation = new Confirmation();

    public UnpairCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        if (only == PairSide.SQLITE) {
            return withEdge(edge ->
                    run(Unpair.only(edge, Records.ofThisProcess(dox.config().storage())), edge, null));
        }
        if (only == PairSide.SUPABASE) {
            return withHub(hub ->
                    run(Unpair.only(hub, Records.ofThisProcess(dox.config().storage())), null, hub));
        }
        return withEdge(edge -> withHub(hub -> run(
                Unpair.both(
                        new Pair(edge, hub), Records.ofThisProcess(dox.config().storage())),
                edge,
                hub)));
    }

    @FunctionalInterface
    private interface Work<T> {
        int with(T store);
    }

    private int withEdge(Work<Edge> work) {
        Edge edge;
        try {
            edge = Stores.openExistingEdge(
                    dox.configOfOne(DoxConfig.EMBEDDED, Map.of()).storage());
        } catch (DoxException e) {
            throw e.code() == ErrorCode.STORE_MISSING && only == null
                    ? hinted(
                            e, "If the file is lost, take the shared store out alone with: dox unpair --only supabase.")
                    : e;
        }
        try {
            return work.with(edge);
        } finally {
            edge.store().close();
        }
    }

    private int withHub(Work<Hub> work) {
        Hub hub;
        try {
            hub = Stores.openHubReadOnly(
                    dox.configOfOne(DoxConfig.SHARED, Map.of()).storage());
        } catch (DoxException e) {
            throw e.kind() == FailureKind.UNAVAILABLE && only == null
                    ? hinted(e, "To take the file out alone, run: dox unpair --only sqlite.")
                    : e;
        }
        try {
            return work.with(hub);
        } finally {
            hub.store().close();
        }
    }

    private static DoxException hinted(DoxException e, String hint) {
        return new DoxException(e.code(), OperatorWords.told(e) + " " + hint, e);
    }

    private int run(Unpair unpair, @Nullable Edge edge, @Nullable Hub hub) {
        var plan = unpair.plan();
        if (plan.freed().isEmpty()) {
            return told("no pair", plan);
        }
        confirmation.require(dox, what(plan, edge, hub));
        return told("unpaired", unpair.run());
    }

    private String what(UnpairPlan plan, @Nullable Edge edge, @Nullable Hub hub) {
        var sentences = new ArrayList<String>();
        var freed = new ArrayList<String>();
        if (edge != null && plan.freed().contains(Side.EDGE)) {
            freed.add("sqlite (%s)".formatted(edge.store().rows().description()));
        }
        if (hub != null && plan.freed().contains(Side.HUB)) {
            freed.add("supabase (%s)".formatted(hub.store().rows().description()));
        }
        sentences.add(
                "%s %s the pair of epoch %d, whose primary is %s, and %s writes by %s from now on; nothing goes over any more."
                        .formatted(
                                String.join(" and ", freed),
                                freed.size() == 1 ? "leaves" : "leave",
                                plan.epoch(),
                                plan.primary().orElse("unknown"),
                                freed.size() == 1 ? "takes" : "take",
                                freed.size() == 1 ? "itself" : "themselves"));
        sentences.add("No row is removed.");
        plan.kept().ifPresent(reason -> sentences.add("supabase stays as it is: %s.".formatted(reason)));
        if (plan.isWaiting()) {
            sentences.add(
                    "%s rows wait to be sent to supabase, %s to sqlite, and %s changes are set aside: the other store stays without them."
                            .formatted(
                                    CopyReport.number(plan.toHub()),
                                    CopyReport.number(plan.toEdge()),
                                    CopyReport.number(plan.deadLetters())));
        }
        if (edge == null) {
            sentences.add("What only another store of the pair has is missing here.");
        } else if (hub == null && edge.sync().role().isPrimary()) {
            sentences.add("supabase takes no writes until \"dox unpair\" is run again and reaches it.");
        }
        return String.join(" ", sentences);
    }

    private int told(String status, UnpairPlan plan) {
        var freed = List.copyOf(plan.freed()).stream()
                .sorted()
                .map(side -> PairSide.of(side).toString())
                .toList();
        if (dox.json()) {
            var json = new LinkedHashMap<String, @Nullable Object>();
            json.put("status", status);
            json.put("freed", freed);
            json.put("kept", plan.kept().orElse(null));
            json.put("to_supabase_rows", plan.toHub());
            json.put("to_sqlite_rows", plan.toEdge());
            json.put("dead_letters", plan.deadLetters());
            dox.console().json(CliJson.write(json));
            return Failures.DONE;
        }
        if (freed.isEmpty()) {
            dox.console()
                    .print("In no pair%s. Nothing was changed."
                            .formatted(plan.kept()
                                    .map(reason -> "; supabase stays as it is: " + reason)
                                    .orElse("")));
        } else {
            dox.console()
                    .print(
                            "No pair any more: %s by %s. Unset SUPABASE_DUAL_WRITE and OFFLINE_MODE, or a server makes a pair again."
                                    .formatted(
                                            String.join(" and ", freed), freed.size() == 1 ? "itself" : "themselves"));
        }
        return Failures.DONE;
    }
}
