package ai.pmoves.dox.app.cli.check;

import ai.pmoves.dox.app.cli.check.Check.Verdict;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.domain.error.DoxException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code dox doctor}. */
@Command(
        name = "doctor",
        description = {
            "Checks everything that the library needs and reports what is missing.",
            "",
            "A warning disables a feature; a failure has to be fixed."
        },
        footer = {"", "Examples:", "  dox doctor", "  dox --home /srv/dox doctor --json"})
public final class DoctorCommand implements Callable<Integer> {
    private final DoxCommand dox;

    public DoctorCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var checks = checks();
        if (dox.json()) {
            dox.console().json(CliJson.write(Map.of("checks", checks)));
        } else {
            checks.forEach(check -> dox.console()
                    .print("%-4s  %-9s %s".formatted(check.verdict().word(), check.name(), check.detail())));
        }
        return hasFailure(checks) ? Failures.FAILED : Failures.DONE;
    }

    private List<Check> checks() {
        var searchPath = dox.variable("PATH");
        try {
            return Diagnostics.run(dox.config(), searchPath);
        } catch (DoxException e) {
            return Diagnostics.without(e, searchPath);
        }
    }

    private static boolean hasFailure(List<Check> checks) {
        return checks.stream().anyMatch(check -> check.verdict() == Verdict.FAIL);
    }
}
