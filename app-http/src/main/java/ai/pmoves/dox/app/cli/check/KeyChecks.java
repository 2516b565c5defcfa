package ai.pmoves.dox.app.cli.check;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.IpAddresses;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.SupabaseKey;
import ai.pmoves.dox.app.access.Caller;
import ai.pmoves.dox.app.access.Callers;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.domain.error.DoxException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Checks the keys of the configuration, and whether they belong together, without a request. */
final class KeyChecks {
    private static final Pattern PROJECT_HOST = Pattern.compile("([a-z0-9]{20})\\.supabase\\.co");

    private final DoxConfig config;
    private final AccessConfig access;
    private final InstantSource clock;
    private final List<Check> checks = new ArrayList<>();

    private KeyChecks(DoxConfig config, InstantSource clock) {
        this.config = config;
        this.access = config.access();
        this.clock = clock;
    }

    static List<Check> run(DoxConfig config, InstantSource clock) {
        var keys = new KeyChecks(config, clock);
        keys.access();
        keys.address();
        keys.key("SUPABASE_ANON_KEY", config.access().anonKey());
        keys.key("SUPABASE_SERVICE_KEY", config.access().serviceKey());
        return List.copyOf(keys.checks);
    }

    private void access() {
        var host = config.server().host();
        try {
            access.requireFit(host);
        } catch (IllegalArgumentException e) {
            checks.add(Check.fail("access", e.getMessage() + "; 'dox serve' does not start"));
            return;
        }
        if (access.isGuarded()) {
            checks.add(Check.ok("access", "callers show a token or a key"));
        } else if (IpAddresses.isLoopback(host)) {
            checks.add(Check.ok("access", "everybody on this machine may read and write"));
        } else {
            checks.add(Check.warn("access", "everybody who reaches %s may read and write".formatted(host)));
        }
    }

    private void address() {
        var url = access.projectUrl();
        if (url.filter(KeyChecks::isOverheard).isPresent()) {
            checks.add(Check.warn(
                    "project",
                    "SUPABASE_URL is %s: an attacker on the network could supply keys; begin it with https://"
                            .formatted(url.get())));
        }
        try {
            agree("SUPABASE_DB_URL", Stores.project(config.storage()));
            Stores.warnings(config.storage()).forEach(warning -> checks.add(Check.warn("store", warning)));
        } catch (DoxException e) {
            checks.add(Check.fail("config", Failures.told(e)));
        }
    }

    private static boolean isOverheard(URI url) {
        return "http".equals(url.getScheme()) && url.getHost().contains(".") && !IpAddresses.isLoopback(url.getHost());
    }

    /** Says so if this is of another project than the address. */
    private void agree(String name, Optional<String> project) {
        var own = access.projectUrl()
                .map(url -> PROJECT_HOST.matcher(url.getHost()))
                .filter(host -> host.matches())
                .map(host -> host.group(1));
        if (own.isPresent() && project.isPresent() && !own.equals(project)) {
            checks.add(Check.fail(
                    "project",
                    "%s is of the project %s, and SUPABASE_URL of %s; take both from the same dashboard"
                            .formatted(name, project.get(), own.get())));
        }
    }

    private void key(String name, Optional<Secret> configured) {
        if (configured.isEmpty()) {
            return;
        }
        var key = SupabaseKey.of(configured.get());
        agree(name, key.project());
        if (key.role().isEmpty()) {
            checks.add(Check.warn(
                    "keys",
                    "%s has none of the forms of a project's keys; compare it with the dashboard".formatted(name)));
        }
        if (key.expiresAt().filter(clock.instant()::isAfter).isPresent()) {
            checks.add(Check.fail(
                    "keys",
                    "%s ended at %s; take a new one from the dashboard"
                            .formatted(name, key.expiresAt().get())));
        } else if (key.expiresAt().isPresent() && !isSigned(configured.get())) {
            checks.add(Check.fail(
                    "keys",
                    "%s was not signed with SUPABASE_JWT_SECRET; take both from the same project".formatted(name)));
        }
    }

    /** Whether an old key was signed with the secret, as far as that is known. */
    private boolean isSigned(Secret key) {
        if (access.jwtSecret().isEmpty()) {
            return true;
        }
        var secretOnly = new AccessConfig(
                Optional.empty(), Optional.empty(), access.jwtSecret(), Optional.empty(), Optional.empty(), false);
        try (var callers = Callers.of(secretOnly)) {
            return callers.identify(null, key.reveal()) instanceof Caller.Known;
        }
    }
}
