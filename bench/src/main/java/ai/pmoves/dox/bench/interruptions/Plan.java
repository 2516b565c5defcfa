package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.fault.FaultKind;
import ai.pmoves.dox.bench.interruptions.fault.FaultPoint;
import ai.pmoves.dox.bench.interruptions.fault.Planned;
import java.util.List;

/**
 * How a copy is interrupted. The same for the same seed.
 *
 * @param file what is copied
 * @param isPooled whether a pooler in transaction mode stands before the database
 * @param isPatient whether the copy waits for the database; otherwise it gives up, and is run again
 * @param batchSize rows of a transaction
 * @param times how often it is interrupted, unless it is over before
 */
record Plan(
        long seed,
        FaultKind way,
        FaultPoint moment,
        SourceFile file,
        boolean isPooled,
        boolean isPatient,
        int batchSize,
        int times)
        implements Planned {

    /** Of fifty seeds, so many are for each way; the line is cut in all others. */
    private static final List<FaultKind> RARE = List.of(
            FaultKind.PROCESS_KILLED,
            FaultKind.PROCESS_KILLED,
            FaultKind.PROCESS_KILLED,
            FaultKind.PROCESS_KILLED,
            FaultKind.PROCESS_KILLED,
            FaultKind.PROCESS_KILLED,
            FaultKind.PROCESS_OF_SQLITE_KILLED,
            FaultKind.PROCESS_OF_SQLITE_KILLED,
            FaultKind.PROCESS_OF_SQLITE_KILLED,
            FaultKind.SERVER_KILLED,
            FaultKind.SERVER_KILLED,
            FaultKind.SERVER_RESTARTED,
            FaultKind.SERVER_FROZEN,
            FaultKind.LINE_STALLED,
            FaultKind.LINE_STALLED,
            FaultKind.SESSIONS_ENDED,
            FaultKind.SESSIONS_ENDED);

    /** How often each is copied: the odd one is the largest by far. */
    private static final List<SourceFile> FILES =
            List.of(SourceFile.CLEAN, SourceFile.CLEAN, SourceFile.OURS, SourceFile.OURS, SourceFile.DIRTY);

    private static final int OF_ALL = 50;
    private static final int SMALLEST_BATCH = 20;
    static final int LARGEST_BATCH = 120;

    static Plan of(long seed) {
        var random = Planned.random(seed);
        int number = (int) Math.floorMod(seed, OF_ALL);
        var way = number < RARE.size() ? RARE.get(number) : FaultKind.LINE_CUT;
        var moment = FaultPoint.values()[random.nextInt(FaultPoint.values().length)];
        var file = FILES.get(random.nextInt(FILES.size()));
        return new Plan(
                seed,
                way,
                moment,
                file,
                random.nextInt(3) == 0 && way != FaultKind.PROCESS_OF_SQLITE_KILLED,
                random.nextBoolean(),
                SMALLEST_BATCH + random.nextInt(LARGEST_BATCH - SMALLEST_BATCH),
                1 + random.nextInt(3));
    }

    @Override
    public String toString() {
        return "seed %d: %s, %s, %s, %s%s, %d rows a batch"
                .formatted(
                        seed,
                        way.text(),
                        moment.text(),
                        file.text(),
                        lineText(),
                        isPatient ? ", patient" : "",
                        batchSize);
    }
}
