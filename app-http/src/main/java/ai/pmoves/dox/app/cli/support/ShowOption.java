package ai.pmoves.dox.app.cli.support;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much of a long list a command shows. */
public final class ShowOption {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    private int count;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many to show of a list (default: 20).")
    private void set(int value) {
        if (value < 0) {
            throw new ParameterException(
                    Objects.requireNonNull(command).commandLine(),
                    "--show is %d; it has to be 0 or more".formatted(value));
        }
        count = value;
    }

    public int count() {
        return count;
    }
}
