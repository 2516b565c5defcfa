package ai.pmoves.dox.bench.interruptions;

import java.util.List;
import java.util.Random;

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
        Way way,
        Moment moment,
        SourceFile file,
        boolean isPooled,
        boolean isPatient,
        int batchSize,
        int times) {

    /** What happens. */
    enum Way {
        LINE_CUT("the line is cut", false, false),
        LINE_STALLED("the line is silent for a while, and maybe cut", false, false),
        SESSIONS_ENDED("the server ends the sessions", false, false),
        SERVER_KILLED("the server is killed and started again", false, true),
        SERVER_RESTARTED("the server is restarted", false, true),
        SERVER_FROZEN("the server is frozen for a while", false, true),
        PROCESS_KILLED("kill -9 of the process", true, false),
        PROCESS_OF_SQLITE_KILLED("kill -9 of the process, into SQLite", true, false);

        private final String text;
        private final boolean isOfProcess;
        private final boolean isOfServer;

        Way(String text, boolean isOfProcess, boolean isOfServer) {
            this.text = text;
            this.isOfProcess = isOfProcess;
            this.isOfServer = isOfServer;
        }

        String text() {
            return text;
        }

        /** Whether the copy is a process of its own. */
        boolean isOfProcess() {
            return isOfProcess;
        }

        /** Whether everything on the server suffers. */
        boolean isOfServer() {
            return isOfServer;
        }
    }

    /** When it happens. */
    enum Moment {
        /** Between two commits, most often within a COPY. */
        IN_BATCH("within a batch"),
        /** The copy has sent a COMMIT that the server never gets. */
        BEFORE_COMMIT("a COMMIT was sent and had not arrived"),
        /** The server has committed, and the copy does not know. */
        AFTER_COMMIT("it was committed and not yet answered");

        private final String text;

        Moment(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** Of fifty seeds, so many are for each way; the line is cut in all others. */
    private static final List<Way> RARE = List.of(
            Way.PROCESS_KILLED,
            Way.PROCESS_KILLED,
            Way.PROCESS_KILLED,
            Way.PROCESS_KILLED,
            Way.PROCESS_KILLED,
            Way.PROCESS_KILLED,
            Way.PROCESS_OF_SQLITE_KILLED,
            Way.PROCESS_OF_SQLITE_KILLED,
            Way.PROCESS_OF_SQLITE_KILLED,
            Way.SERVER_KILLED,
            Way.SERVER_KILLED,
            Way.SERVER_RESTARTED,
            Way.SERVER_FROZEN,
            Way.LINE_STALLED,
            Way.LINE_STALLED,
            Way.SESSIONS_ENDED,
            Way.SESSIONS_ENDED);

    /** How often each is copied: the odd one is the largest by far. */
    private static final List<SourceFile> FILES =
            List.of(SourceFile.CLEAN, SourceFile.CLEAN, SourceFile.OURS, SourceFile.OURS, SourceFile.DIRTY);

    private static final int OF_ALL = 50;
    private static final int SMALLEST_BATCH = 20;
    static final int LARGEST_BATCH = 120;

    static Plan of(long seed) {
        var random = random(seed);
        int number = (int) Math.floorMod(seed, OF_ALL);
        var way = number < RARE.size() ? RARE.get(number) : Way.LINE_CUT;
        var moment = Moment.values()[random.nextInt(Moment.values().length)];
        var file = FILES.get(random.nextInt(FILES.size()));
        return new Plan(
                seed,
                way,
                moment,
                file,
                random.nextInt(3) == 0 && way != Way.PROCESS_OF_SQLITE_KILLED,
                random.nextBoolean(),
                SMALLEST_BATCH + random.nextInt(LARGEST_BATCH - SMALLEST_BATCH),
                1 + random.nextInt(3));
    }

    /** What else is left to chance in a run. */
    static Random random(long seed) {
        return new Random(seed * 0x9E3779B97F4A7C15L);
    }

    @Override
    public String toString() {
        return "seed %d: %s, %s, %s, %s%s, %d rows a batch"
                .formatted(
                        seed,
                        way.text(),
                        moment.text(),
                        file.text(),
                        isPooled ? "through PgBouncer" : "direct",
                        isPatient ? ", patient" : "",
                        batchSize);
    }
}
