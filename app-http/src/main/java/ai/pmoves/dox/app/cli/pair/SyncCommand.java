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
            "Reports the replication of a pair of stores, and handles the changes that cannot be replicated.",
            "",
            "\"dox serve\" replicates. A change that the other store rejects becomes a dead letter with its reason; it"
                    + " delays no other change."
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
