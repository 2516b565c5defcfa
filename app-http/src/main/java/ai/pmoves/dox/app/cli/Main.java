package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.cli.check.DoctorCommand;
import ai.pmoves.dox.app.cli.library.IngestCommand;
import ai.pmoves.dox.app.cli.library.RebuildCommand;
import ai.pmoves.dox.app.cli.library.SearchCommand;
import ai.pmoves.dox.app.cli.library.ServeCommand;
import ai.pmoves.dox.app.cli.pair.CutoverCommand;
import ai.pmoves.dox.app.cli.pair.PairCommand;
import ai.pmoves.dox.app.cli.pair.ParityCommand;
import ai.pmoves.dox.app.cli.pair.SyncCommand;
import ai.pmoves.dox.app.cli.pair.UnpairCommand;
import ai.pmoves.dox.app.cli.support.CallingThread;
import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.HostProcess;
import ai.pmoves.dox.app.cli.support.JvmProcess;
import ai.pmoves.dox.app.cli.transfer.BackfillCommand;
import ai.pmoves.dox.app.cli.transfer.MigrateCommand;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The program {@code dox}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var console = new Console(System.out, System.err, Boolean.getBoolean("dox.terminal"), answers());
        int exitCode = run(args, System.getenv(), Path.of(""), console, new JvmProcess());
        System.out.flush();
        System.exit(exitCode);
    }

    /**
     * Runs one command on the calling thread. It changes nothing that belongs to the process; {@code serve} returns
     * when the thread is interrupted. Thread-safe.
     *
     * @param environment what it takes for the variables of the process
     * @param workingDirectory where relative paths begin, also those of the configuration, and where {@code .env} is
     * @param out for results
     * @param err for notes, progress and errors
     * @return its exit code
     */
    public static int run(
            String[] args, Map<String, String> environment, Path workingDirectory, PrintStream out, PrintStream err) {
        return run(args, environment, workingDirectory, new Console(out, err, false), new CallingThread());
    }

    private static Optional<BufferedReader> answers() {
        return Boolean.getBoolean("dox.asks")
                ? Optional.of(new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())))
                : Optional.empty();
    }

    public static int run(
            String[] args,
            Map<String, String> environment,
            Path workingDirectory,
            Console console,
            HostProcess process) {
        var dox = new DoxCommand(environment, workingDirectory, console);
        return new CommandLine(dox)
                .addSubcommand(new ServeCommand(dox, process))
                .addSubcommand(new IngestCommand(dox))
                .addSubcommand(new SearchCommand(dox))
                .addSubcommand(new RebuildCommand(dox))
                .addSubcommand(new MigrateCommand(dox))
                .addSubcommand(new PairCommand(dox))
                .addSubcommand(new UnpairCommand(dox))
                .addSubcommand(new BackfillCommand(dox))
                .addSubcommand(new ParityCommand(dox))
                .addSubcommand(SyncCommand.with(dox))
                .addSubcommand(new CutoverCommand(dox))
                .addSubcommand(new DoctorCommand(dox))
                .registerConverter(Path.class, dox::path)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setOut(console.outWriter())
                .setErr(console.errWriter())
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        Failures.execution(failure, console, dox.json(), "1".equals(environment.get("DOX_DEBUG"))))
                .execute(args);
    }
}
