package ai.pmoves.dox.bench.interruptions.fault;

/** What happens. */
public enum FaultKind {
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

    FaultKind(String text, boolean isOfProcess, boolean isOfServer) {
        this.text = text;
        this.isOfProcess = isOfProcess;
        this.isOfServer = isOfServer;
    }

    public String text() {
        return text;
    }

    /** Whether what is interrupted is a process of its own. */
    public boolean isOfProcess() {
        return isOfProcess;
    }

    /** Whether everything on the server suffers. */
    boolean isOfServer() {
        return isOfServer;
    }
}
