package ai.pmoves.dox.app.cli.library;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Libraries;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.app.cli.support.HostProcess;
import ai.pmoves.dox.app.http.DoxServer;
import ai.pmoves.dox.library.Dox;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dox serve}. */
@Command(
        name = "serve",
        description = {
            "Serves the library over HTTP until it is stopped.",
            "",
            "It prints one line when it is ready. After Ctrl-C or SIGTERM it finishes requests in flight; files in"
                    + " the queue are read at the next start.",
            "",
            "On an address that other machines can reach, it starts only with access control (SUPABASE_URL,"
                    + " SUPABASE_SERVICE_KEY), or with ALLOW_ANONYMOUS=true."
        },
        footer = {
            "",
            "Examples:",
            "  dox serve",
            "  SUPABASE_URL=https://REF.supabase.co dox serve --host 0.0.0.0 --port 80",
            "  DOX_HOME=/srv/dox dox serve"
        })
public final class ServeCommand implements Callable<Integer> {
    private final DoxCommand dox;
    private final HostProcess process;

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "The address to listen on (default: HOST, or else 127.0.0.1).")
    private @Nullable String host;

    @Option(
            names = "--port",
            paramLabel = "P",
            description = "The port; 0 takes a free one (default: PORT, or else 8484).")
    private @Nullable String port;

    public ServeCommand(DoxCommand dox, HostProcess process) {
        this.dox = dox;
        this.process = process;
    }

    @Override
    public Integer call() {
        process.logEvents();
        var config = dox.config(arguments());
        var http = HttpConfigs.of(config);
        try (var library = open(config);
                var server = DoxServer.start(http, library)) {
            process.awaitShutdown(() -> announce(config, server.port()));
        } finally {
            process.closed();
        }
        return Failures.DONE;
    }

    private static Dox open(DoxConfig config) {
        var library = Libraries.open(config);
        try {
            library.agreeOnModel();
            return library;
        } catch (RuntimeException e) {
            library.close();
            throw e;
        }
    }

    private Map<String, String> arguments() {
        var arguments = new HashMap<String, String>();
        if (host != null) {
            arguments.put("HOST", host);
        }
        if (port != null) {
            arguments.put("PORT", port);
        }
        return arguments;
    }

    private void announce(DoxConfig config, int boundPort) {
        var name = config.server().host();
        var url = "http://%s:%d"
                .formatted(name.contains(":") && !name.startsWith("[") ? "[" + name + "]" : name, boundPort);
        if (dox.json()) {
            dox.console().json(CliJson.write(Map.of("listening", url)));
        } else {
            dox.console().print("listening on " + url);
        }
        dox.console().out().flush();
    }
}
