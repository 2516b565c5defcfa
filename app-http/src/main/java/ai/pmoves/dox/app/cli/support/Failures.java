package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.app.OperatorWords;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.FailureKind;
import ai.pmoves.dox.domain.error.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.ParameterException;

/** How a failure is told: one line on the standard error, as JSON for programs, and an exit code. */
public final class Failures {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int DIFFERENT = 3;
    public static final int UNAVAILABLE = 4;
    public static final int REJECTED = 5;

    private static final String JSON = "--json";

    private Failures() {}

    static int exitCode(FailureKind kind) {
        return switch (kind) {
            case INVALID -> USAGE;
            case NOT_FOUND, CONFLICT, FORBIDDEN, TOO_LARGE, UNSUPPORTED, INTERNAL -> FAILED;
            case UNAVAILABLE -> UNAVAILABLE;
        };
    }

    /** The message and what can be done about it, with the code behind both. */
    public static String told(DoxException failure) {
        return told(failure.reason(), failure.code());
    }

    public static String told(Reason reason, ErrorCode code) {
        return "%s [%s]".formatted(OperatorWords.told(reason), code.text());
    }

    /** Arguments that do not fit the command. */
    public static int usage(ParameterException failure, String[] args) {
        var command = failure.getCommandLine();
        var name = command.getCommandSpec().qualifiedName();
        if (List.of(args).contains(JSON)) {
            command.getOut().println(json("usage", String.valueOf(failure.getMessage())));
        }
        command.getErr().println("error: " + failure.getMessage() + " [usage]");
        command.getErr().println("Try '" + name + " --help'.");
        return USAGE;
    }

    /** The same for a program. */
    static String json(String code, String message) {
        var failure = new LinkedHashMap<String, Object>();
        failure.put("status", "failed");
        failure.put("code", code);
        failure.put("error", message);
        return CliJson.write(failure);
    }

    /** @param isJson whether the failure is told on the standard output, too, as JSON */
    public static int execution(Exception failure, Console console, boolean isJson, boolean debug) {
        if (debug) {
            failure.printStackTrace(console.err());
        }
        if (failure instanceof DoxException known) {
            if (isJson) {
                console.json(json(known.code().text(), OperatorWords.told(known)));
            }
            console.note("error: " + told(known));
            return exitCode(known.kind());
        }
        if (isJson) {
            console.json(json("internal", "unexpected failure: " + failure));
        }
        console.note("error: unexpected failure: %s; DOX_DEBUG=1 shows where [internal]".formatted(failure));
        return FAILED;
    }
}
