package ai.pmoves.dox.app.http.tagging;

import ai.pmoves.dox.app.http.support.InvalidRequest;
import ai.pmoves.dox.app.http.support.JsonBody;
import ai.pmoves.dox.app.http.support.Millis;
import ai.pmoves.dox.app.http.support.Numbers;
import ai.pmoves.dox.app.http.support.Params;
import ai.pmoves.dox.app.http.support.RouteGroup;
import ai.pmoves.dox.application.tagging.RunHrm;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.hrm.StepLimits;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Experiments with halting reasoning, which work whether or not it is enabled elsewhere. */
public final class HrmRoutes implements RouteGroup {
    /** Each step is answered and stored: these keep both within bounds. */
    private static final int MOST_STEPS = 1_000;

    private static final int MOST_DIGITS = 1_000;
    private static final int MOST_ECHOES = 100;
    private static final int MOST_CHARS = 100_000;

    private final RunHrm runHrm;

    public HrmRoutes(RunHrm runHrm) {
        this.runHrm = runHrm;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.post("/experiments/hrm/sort_digits", this::sortDigits);
        routes.post("/experiments/hrm/echo", this::echo);
    }

    private record Sorted(String in, String out, int steps, List<String> trace, double latencyMs) {}

    private void sortDigits(Context ctx) {
        var body = JsonBody.of(ctx);
        var digits = atMost(MOST_DIGITS, "seq", body.string("seq"));
        var usual = runHrm.settings().limits();
        var limits = new StepLimits(steps(body, "Mmax", usual.max()), steps(body, "Mmin", usual.min()));
        if (digits.isEmpty() || !digits.codePoints().allMatch(Character::isDigit)) {
            throw new DoxException(ErrorCode.REQUEST_INVALID, "Provide 'seq' as digits only, e.g. '93241'.");
        }
        var run = runHrm.sortDigits(digits, limits);
        var refinement = run.refinement();
        ctx.json(new Sorted(
                digits, refinement.result(), refinement.steps(), refinement.values(), Millis.of(run.latency())));
    }

    /** Zero is as good as nothing. */
    private static int steps(JsonBody body, String name, int otherwise) {
        var loc = List.of("body", name);
        var given = body.optionalInteger(name).orElse(BigInteger.ZERO);
        Numbers.atLeast(-MOST_STEPS, given, loc, given);
        Numbers.atMost(MOST_STEPS, given, loc, given);
        return given.signum() == 0 ? otherwise : given.intValueExact();
    }

    private static String atMost(int chars, String name, String text) {
        if (text.length() > chars) {
            throw new InvalidRequest(
                    "string_too_long",
                    List.of("body", name),
                    "String should have at most %d characters".formatted(chars),
                    null,
                    Map.of("max_length", chars));
        }
        return text;
    }

    private record Echoed(String out, int steps, List<String> variants, double latencyMs) {}

    private void echo(Context ctx) {
        var max = Params.integer(ctx, "Mmax", -MOST_ECHOES, MOST_ECHOES).orElse(3);
        var min = Params.integer(ctx, "Mmin", -MOST_ECHOES, MOST_ECHOES).orElse(1);
        var text = atMost(MOST_CHARS, "text", JsonBody.of(ctx).string("text"));
        var run = runHrm.echo(text, new StepLimits(max, min));
        var refinement = run.refinement();
        ctx.json(new Echoed(refinement.result(), refinement.steps(), refinement.values(), Millis.of(run.latency())));
    }
}
