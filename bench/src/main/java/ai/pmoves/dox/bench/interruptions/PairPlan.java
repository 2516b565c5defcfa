package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.fault.FaultKind;
import ai.pmoves.dox.bench.interruptions.fault.FaultPoint;
import ai.pmoves.dox.bench.interruptions.fault.Planned;
import ai.pmoves.dox.replication.changes.MassDeletes;
import ai.pmoves.dox.replication.mirror.OfflineMode;
import ai.pmoves.dox.replication.mirror.PairOptions;

/**
 * How a pair is interrupted. The same for the same seed.
 *
 * @param lead which store is the primary, and what is done while it is away
 * @param isPoisoned whether there is a row that the other store refuses
 */
record PairPlan(long seed, FaultKind way, FaultPoint moment, boolean isPooled, Lead lead, boolean isPoisoned)
        implements Planned {

    /** Which store is the primary, and what is done while it is away. */
    enum Lead {
        EDGE(
                "the embedded store leads",
                new PairOptions(false, OfflineMode.OFF, 0).withMassDeletes(MassDeletes.ALLOWED)),
        HUB("the shared store leads", new PairOptions(true, OfflineMode.OFF, 0).withMassDeletes(MassDeletes.ALLOWED)),
        HUB_OR_QUEUE(
                "the shared store leads, writes are queued while it is away",
                new PairOptions(true, OfflineMode.QUEUE, 0).withMassDeletes(MassDeletes.ALLOWED));

        private final String text;
        private final PairOptions options;

        Lead(String text, PairOptions options) {
            this.text = text;
            this.options = options;
        }

        PairOptions options() {
            return options;
        }
    }

    /** One after the other. */
    private static final FaultKind[] WAYS = {
        FaultKind.PROCESS_KILLED,
        FaultKind.PROCESS_KILLED,
        FaultKind.PROCESS_KILLED,
        FaultKind.SERVER_KILLED,
        FaultKind.SERVER_RESTARTED,
        FaultKind.SERVER_FROZEN,
        FaultKind.LINE_CUT,
        FaultKind.LINE_CUT,
        FaultKind.LINE_STALLED,
        FaultKind.SESSIONS_ENDED
    };

    /** How often each is interrupted. */
    static final int TIMES = 5;

    static PairPlan of(long seed) {
        int number = (int) Math.floorMod(seed - 1, WAYS.length);
        long round = Math.floorDiv(seed - 1, WAYS.length);
        return new PairPlan(
                seed,
                WAYS[number],
                oneOf(FaultPoint.values(), number / 3 - round),
                Math.floorMod(number + number / 3 + round, 3) == 0,
                oneOf(Lead.values(), number + round), // three rounds have every lead at every moment
                Planned.random(seed).nextBoolean());
    }

    private static <T> T oneOf(T[] all, long number) {
        return all[(int) Math.floorMod(number, all.length)];
    }

    @Override
    public String toString() {
        return "seed %d: %s, %s, %s, %s%s"
                .formatted(seed, way.text(), moment.text(), lead.text, lineText(), isPoisoned ? ", poisoned" : "");
    }
}
