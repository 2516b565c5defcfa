package ai.pmoves.dox.app.cli.check;

import ai.pmoves.dox.app.AccessConfig;
import ai.pmoves.dox.domain.Secret;
import ai.pmoves.dox.http.CallLimits;
import ai.pmoves.dox.http.HttpCalls;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the Supabase project whether it is there, and what it says of keys and clock. */
final class ProjectChecks {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final CallLimits LIMITS = new CallLimits(TIMEOUT, 1 << 20);

    private static final String VISIBLE = "[!-~]+";

    /** Half of what the server forgives. */
    private static final Duration SKEW = Duration.ofSeconds(15);

    private final URI url;
    private final AccessConfig access;
    private final InstantSource clock;
    private final HttpCalls calls;
    private final List<Check> checks = new ArrayList<>();

    private ProjectChecks(URI url, AccessConfig access, InstantSource clock, HttpCalls calls) {
        this.url = url;
        this.access = access;
        this.clock = clock;
        this.calls = calls;
    }

    /** Nothing if no project is configured. */
    static List<Check> run(AccessConfig access, InstantSource clock) {
        if (access.projectUrl().isEmpty()) {
            return List.of();
        }
        try (var calls = new HttpCalls("project-checks", TIMEOUT)) {
            var project = new ProjectChecks(access.projectUrl().get(), access, clock, calls);
            project.ask();
            return List.copyOf(project.checks);
        }
    }

    private void ask() {
        try {
            var answer = get("/auth/v1/.well-known/jwks.json", Optional.empty());
            published(answer);
            clock(answer);
            key("SUPABASE_ANON_KEY", access.anonKey());
            key("SUPABASE_SERVICE_KEY", access.serviceKey());
        } catch (IOException e) {
            checks.add(Check.fail(
                    "project",
                    "%s cannot be reached (%s); users' tokens are answered 503. SUPABASE_URL is what the dashboard shows as Project URL, https://REF.supabase.co; a paused project has to be resumed there"
                            .formatted(url, e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> get(String path, Optional<Secret> key) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + path));
        key.ifPresent(secret -> request.header("apikey", secret.reveal()));
        return calls.send(request.build(), LIMITS);
    }

    private void published(HttpResponse<byte[]> answer) {
        if (answer.statusCode() != 200) {
            checks.add(Check.fail(
                    "project",
                    "%s publishes no keys (status %d); SUPABASE_URL is what the dashboard shows as Project URL, without a path"
                            .formatted(url, answer.statusCode())));
            return;
        }
        try {
            int keys = JWKSet.parse(new String(answer.body(), StandardCharsets.UTF_8))
                    .size();
            boolean secretMissing = keys == 0 && access.jwtSecret().isEmpty();
            checks.add(
                    secretMissing
                            ? Check.warn(
                                    "project",
                                    "%s signs its users' tokens with a secret; set SUPABASE_JWT_SECRET, or have it use a key pair (dashboard, JWT keys)"
                                            .formatted(url))
                            : Check.ok("project", "%s publishes %d keys".formatted(url, keys)));
        } catch (ParseException e) {
            checks.add(
                    Check.fail("project", "what %s publishes are no keys; is it a Supabase project?".formatted(url)));
        }
    }

    private void clock(HttpResponse<byte[]> answer) {
        answer.headers().firstValue("Date").ifPresent(date -> {
            try {
                var there = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                var ahead = Duration.between(there, clock.instant());
                if (ahead.abs().compareTo(SKEW) > 0) {
                    checks.add(Check.warn(
                            "clock",
                            "this machine's clock is %d seconds %s the project's; from 30 on good tokens are refused. Have it set over the network (NTP)"
                                    .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of")));
                }
            } catch (DateTimeException e) {
                checks.add(Check.warn("clock", "%s does not tell its time".formatted(url)));
            }
        });
    }

    private void key(String name, Optional<Secret> key) throws IOException, InterruptedException {
        if (key.isPresent() && !key.get().reveal().matches(VISIBLE)) {
            checks.add(Check.fail("keys", "%s has characters in it that no key has".formatted(name)));
        } else if (key.isPresent()) {
            int status = get("/auth/v1/settings", key).statusCode();
            if (status == 401 || status == 403) {
                checks.add(Check.fail(
                        "keys",
                        "the project refuses %s (status %d); take it anew from the dashboard, Project settings > API keys"
                                .formatted(name, status)));
            }
        }
    }
}
