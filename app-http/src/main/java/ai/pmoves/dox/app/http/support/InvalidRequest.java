package ai.pmoves.dox.app.http.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A parameter or a body that is not what the operation takes: 422, in the shape that existing clients read. */
public final class InvalidRequest extends RuntimeException {
    private final Map<String, @Nullable Object> problem;

    /**
     * @param type the stable word for what is wrong, for example {@code string_type}
     * @param loc where: {@code query} or {@code body}, then the names down to the place
     * @param input what was given there
     */
    public InvalidRequest(String type, List<?> loc, String msg, @Nullable Object input) {
        this(type, loc, msg, input, Map.of());
    }

    public InvalidRequest(String type, List<?> loc, String msg, @Nullable Object input, Map<String, ?> ctx) {
        super(msg, null, false, false);
        problem = new LinkedHashMap<>();
        problem.put("type", type);
        problem.put("loc", loc);
        problem.put("msg", msg);
        problem.put("input", input);
        if (!ctx.isEmpty()) {
            problem.put("ctx", ctx);
        }
    }

    public static InvalidRequest missing(List<?> loc, @Nullable Object input) {
        return new InvalidRequest("missing", loc, "Field required", input);
    }

    /** @param choices two at least */
    public static InvalidRequest notOneOf(List<?> loc, List<String> choices, String input) {
        var quoted = choices.stream().map(choice -> "'" + choice + "'").toList();
        int last = quoted.size() - 1;
        var expected = String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
        return new InvalidRequest("enum", loc, "Input should be " + expected, input, Map.of("expected", expected));
    }

    List<Map<String, @Nullable Object>> problems() {
        return List.of(problem);
    }
}
