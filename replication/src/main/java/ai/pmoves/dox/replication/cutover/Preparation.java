package ai.pmoves.dox.replication.cutover;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.domain.sync.RowKey;
import ai.pmoves.dox.replication.pair.CutoverStep;
import ai.pmoves.dox.replication.pair.Deadline;
import ai.pmoves.dox.replication.pair.Pair;
import ai.pmoves.dox.replication.pair.Side;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.replication.parity.RowCounts;
import ai.pmoves.dox.replication.parity.TableParity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Replicates and compares two stores in use, so that little is left for the time in which writes are held: transfers
 * waiting changes, compares all rows, and then those that changed meanwhile, until they are few. Not thread-safe.
 */
final class Preparation {
    /** The number of rows that can be transferred and compared while writes are held. */
    private static final int FEW = 200;

    private static final int MOST_ROUNDS = 20;
    private static final int MOST_CALLS = 2_000;

    /** How many rows may differ, as in flight, beside those that wait; above it, the comparison is inconclusive. */
    private static final int MOST_SUSPECTS = 10_000;

    /** Rows in flight are compared again anyhow. */
    private static final Duration PARITY_SETTLING_TIME = Duration.ofMillis(200);

    private final Pair pair;
    private final CutoverOptions options;
    private final Readiness readiness;
    private final ChangeTransfer transport;
    private final PairComparison comparison;
    private final CutoverProgress progress;
    private final Side primary;
    private List<TableParity> tables = List.of();
    private long differences;
    private long drained;
    private long rechecked;

    Preparation(Pair pair, Side primary, CutoverOptions options, CutoverProgress progress) {
        this.pair = pair;
        this.primary = primary;
        this.options = options;
        this.readiness = new Readiness(pair, options);
        this.transport = new ChangeTransfer(pair, options.massDeletes());
        this.comparison = new PairComparison(pair, primary);
        this.progress = progress;
    }

    /**
     * The work that is left for the time in which writes are held.
     *
     * @param changes the rows that change from now on
     * @param open rows in flight, which differed when they were last read
     */
    record Rest(ChangesSince changes, Set<RowKey> open) {}

    /** @throws Refusal with all objections */
    Rest run() {
        var reasons = new ArrayList<>(readiness.objections());
        if (reasons.isEmpty()) {
            catchUp();
            reasons.addAll(readiness.objections()); // a row that the other store refuses is found when it is sent
        }
        progress.done(CutoverStep.CAUGHT_UP);
        var changes = ChangesSince.now(pair.hub().sync());
        var open = compareAll(reasons);
        progress.done(CutoverStep.COMPARED);
        return approach(changes, open);
    }

    /**
     * Does the same without changes: waiting rows are not transferred.
     *
     * @return how many rows wait
     * @throws Refusal with all objections
     */
    long dryRun() {
        compareAll(new ArrayList<>(readiness.objections()));
        return readiness.waiting();
    }

    private void catchUp() {
        long moved = transport.some();
        for (long calls = 0; moved >= FEW && calls < MOST_CALLS; calls++) {
            drained += moved;
            moved = transport.some();
        }
        drained += moved;
    }

    /**
     * Compares all rows; returns those that differ because they are in flight.
     *
     * @param reasons the objections so far
     * @throws Refusal if there is any reason, or if rows differ that are not in flight
     */
    private Set<RowKey> compareAll(List<Reason> reasons) {
        var suspects = new TreeSet<RowKey>();
        var more = new long[1];
        long most = options.maxBacklog() + MOST_SUSPECTS;
        var found = new Parity(
                        pair.store(primary).rows(), pair.store(primary.other()).rows())
                .compare(
                        ParityOptions.defaults().withSettlingTime(PARITY_SETTLING_TIME),
                        difference -> {
                            if (suspects.size() < most) {
                                suspects.add(new RowKey(difference.table(), difference.key()));
                            } else {
                                more[0]++;
                            }
                        },
                        progress::compared);
        var settled = comparison.settled(suspects);
        tables = more[0] > 0 ? found : withDifferences(found, settled);
        differences = more[0] > 0 ? suspects.size() + more[0] : settled.size();
        if (differences > 0) {
            reasons.add(different(settled, differences));
        }
        if (!reasons.isEmpty()) {
            throw new Refusal(reasons, differences);
        }
        return suspects;
    }

    /** The same figures with only these differences. */
    private static List<TableParity> withDifferences(List<TableParity> tables, List<Difference> differences) {
        return tables.stream()
                .map(table -> table.withDifferences(differences.stream()
                        .filter(difference -> difference.table() == table.table())
                        .count()))
                .toList();
    }

    static Reason different(List<Difference> settled, long count) {
        var example = settled.isEmpty()
                ? ""
                : ", for example in %s '%s'"
                        .formatted(
                                settled.getFirst().table().text(),
                                settled.getFirst().key());
        return Reason.of(
                "%s rows are not the same in both stores%s.".formatted(RowCounts.number(count), example),
                Remedy.REPAIR_DIFFERENCES);
    }

    /** Compares the rows that changed meanwhile, until they are few. */
    private Rest approach(ChangesSince changes, Set<RowKey> suspects) {
        var open = suspects;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            catchUp();
            var changed = await(changes);
            open = recheck(changed, open);
            if (changed.size() <= FEW) {
                break;
            }
        }
        return new Rest(changes, open);
    }

    /** Not called while writes are held. */
    private Set<RowKey> await(ChangesSince changes) {
        var deadline = new Deadline(options.longestHold());
        var changed = changes.next();
        while (changed.isEmpty() && changes.isHeldUp()) {
            if (deadline.isOver()) {
                throw ChangesSince.heldUp();
            }
            Deadline.pause();
            changed = changes.next();
        }
        return changed;
    }

    /** Returns the rows that still differ because they are in flight. */
    private Set<RowKey> recheck(Collection<RowKey> changed, Collection<RowKey> open) {
        var keys = new TreeSet<>(changed);
        keys.addAll(open);
        rechecked += keys.size();
        var differing = PairComparison.keys(comparison.differing(keys));
        var settled = comparison.settled(differing);
        if (!settled.isEmpty()) {
            throw new Refusal(List.of(different(settled, settled.size())), settled.size());
        }
        return differing;
    }

    /** How the stores compared, empty as long as they have not been compared. */
    List<TableParity> tables() {
        return tables;
    }

    /** How many rows were transferred. */
    long drained() {
        return drained;
    }

    /** How many rows were compared again. */
    long rechecked() {
        return rechecked;
    }
}
