package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Environment;
import ai.pmoves.dox.app.Libraries;
import ai.pmoves.dox.library.Dox;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What all commands share: where the library is, and how to answer. */
@Command(
        name = "dox",
        mixinStandardHelpOptions = true,
        version = "PMOVES-DoX 0.1.0",
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        sortOptions = false,
        description = "Ingests documents, logs and API descriptions, and searches them.",
        footer = {
            "",
            "Examples:",
            "  dox ingest reports/ service-logs.xml",
            "  dox search \"why do logins time out\"",
            "  dox serve",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 two stores differ, 4 a store or a service is"
                    + " unavailable, 5 rows were rejected."
        })
public final class DoxCommand implements Runnable {
    private final Map<String, String> process;
    private final Path workingDirectory;
    private final Console console;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The folder of all data (default: DOX_HOME, or else ./data).")
    private @Nullable Path home;

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print JSON and nothing else.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    public DoxCommand(Map<String, String> process, Path workingDirectory, Console console) {
        this.process = process;
        this.workingDirectory =
                workingDirectory.toString().isEmpty() ? workingDirectory : workingDirectory.toAbsolutePath();
        this.console = console;
    }

    public Console console() {
        return console;
    }

    public boolean json() {
        return json;
    }

    /** The value of a variable of the process, empty if it is not set. */
    public String variable(String name) {
        return process.getOrDefault(name, "");
    }

    /**
     * Returns the path that an argument names.
     *
     * @throws TypeConversionException if it names none
     */
    public Path path(String argument) {
        try {
            return workingDirectory.resolve(argument);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("'%s' is not a valid path".formatted(argument));
        }
    }

    public DoxConfig config() {
        return config(Map.of());
    }

    /** The configuration; {@code arguments} win over the environment, and that over {@code .env}. */
    public DoxConfig config(Map<String, String> arguments) {
        var all = new HashMap<>(Environment.read(workingDirectory, process));
        all.putAll(arguments);
        if (home != null) {
            all.put("DOX_HOME", home.toString());
        }
        return DoxConfig.from(all, workingDirectory);
    }

    /** The configuration of one store alone, whether or not it is one of two; {@code arguments} win. */
    public DoxConfig configOfOne(String backend, Map<String, String> arguments) {
        var all = new HashMap<>(Map.of(
                "DB_BACKEND", backend, "SUPABASE_DUAL_WRITE", "false", "OFFLINE_MODE", "off", "SHADOW_READS", "0"));
        all.putAll(arguments);
        return config(all);
    }

    /** Opens the library to write to it; the caller closes it. Two stores have to be a pair. */
    public Dox open() {
        return Libraries.openForWriting(config());
    }

    /** Opens the library to read from it; nothing is made or changed. The caller closes it. */
    public Dox openForReading() {
        return Libraries.openForReading(config());
    }

    @Override
    public void run() {
        if (spec != null) {
            throw new ParameterException(spec.commandLine(), "there is no command");
        }
    }
}
