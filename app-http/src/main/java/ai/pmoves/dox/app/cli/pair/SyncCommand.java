package ai.pmoves.dox.app.cli.pair;

import ai.pmoves.dox.app.cli.support.DoxCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dox sync}. */
@Command(
        name = "sync",
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Tells how the embedded and the shared store keep up with each other, and deals with what does not go over.",
            "",
            "What goes over, \"dox serve\" brings over. A change that the other store refuses is set aside with its"
                    + " reason, and holds up no other."
        },
        footer = {
            "",
            "Examples:",
            "  dox sync status",
            "  dox sync retry --all",
            "  dox sync retry log_entries:0193",
            "  dox sync drop --all",
            "  dox sync conflicts",
            "  dox sync devices",
        })
public final class SyncCommand implements Runnable {
    @Spec
    private @Nullable CommandSpec spec;

    /** The command with those below it. */
    public static CommandLine with(DoxCommand dox) {
        return new CommandLine(new SyncCommand())
                .addSubcommand(new SyncStatusCommand(dox))
                .addSubcommand(new SyncRetryCommand(dox))
                .addSubcommand(new SyncDropCommand(dox))
                .addSubcommand(new SyncConflictsCommand(dox))
                .addSubcommand(new SyncDevicesCommand(dox));
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "there is no command");
        }
    }
}
