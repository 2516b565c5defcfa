package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.Dox;
import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.http.DoxServer;
import ch.qos.logback.classic.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dox serve}. */
@Command(
        name = "serve",
        description = {
            "Serves the library over HTTP until it is stopped.",
            "",
            "It prints one line when it is ready. Ctrl-C or SIGTERM lets requests in flight finish; files that are"
                    + " still unread are read at the next start.",
            "",
            "Where other machines reach it, it starts only with keys that say who may do what (SUPABASE_URL,"
                    + " SUPABASE_SERVICE_KEY), or with ALLOW_ANONYMOUS=true."
        },
        footer = {
            "",
            "Examples:",
            "  dox serve",
            "  SUPABASE_URL=https://REF.supabase.co dox serve --host 0.0.0.0 --port 80",
            "  DOX_HOME=/srv/dox dox serve"
        })
final class ServeCommand implements Callable<Integer> {
    private final DoxCommand dox;

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

    ServeCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() throws InterruptedException {
        tellEvents();
        var config = dox.config(arguments());
        var http = HttpConfigs.of(config);
        var stopped = new CountDownLatch(1);
        try (var library = open(config);
                var server = DoxServer.start(http, library)) {
            var stopping = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopping, stopped), "stop"));
            announce(config, server.port());
            stopping.await();
        } finally {
            stopped.countDown();
        }
        return Failures.DONE;
    }

    private static Dox open(DoxConfig config) {
        var library = Dox.open(config);
        try {
            library.agreeOnModel();
            return library;
        } catch (RuntimeException e) {
            library.close();
            throw e;
        }
    }

    /** The process ends when this returns, so it waits until everything is closed. */
    private static void stop(CountDownLatch stopping, CountDownLatch stopped) {
        stopping.countDown();
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private static void tellEvents() {
        if (LoggerFactory.getLogger("ai.pmoves.dox") instanceof ch.qos.logback.classic.Logger own) {
            own.setLevel(Level.INFO);
        }
    }
}
