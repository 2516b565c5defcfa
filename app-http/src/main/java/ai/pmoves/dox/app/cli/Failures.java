package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.FailureKind;
import picocli.CommandLine.ParameterException;

/** How a failure is told: one line on the standard error, and an exit code. */
final class Failures {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int DIFFERENT = 3;
    static final int UNAVAILABLE = 4;
    static final int REJECTED = 5;

    private Failures() {}

    static int exitCode(FailureKind kind) {
        return switch (kind) {
            case INVALID -> USAGE;
            case NOT_FOUND, CONFLICT, FORBIDDEN, TOO_LARGE, UNSUPPORTED, INTERNAL -> FAILED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    /** The message with the code behind it. */
    static String told(DoxException failure) {
        return "%s [%s]".formatted(failure.getMessage(), failure.code().text());
    }

    /** Arguments that do not fit the command. */
    static int usage(ParameterException failure, String[] args) {
        var command = failure.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        command.getErr().println("error: " + failure.getMessage() + " [usage]");
        command.getErr().println("Try '" + name + " --help'.");
        return USAGE;
    }

    static int execution(Exception failure, Console console, boolean debug) {
        if (debug) {
            failure.printStackTrace(console.err());
        }
        if (failure instanceof DoxException known) {
            console.note("error: " + told(known));
            return exitCode(known.kind());
        }
        console.note("error: unexpected failure: %s; DOX_DEBUG=1 shows where [internal]".formatted(failure));
        return FAILED;
    }
}
