package ai.pmoves.dox.app.http.support;

import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.LogTimestamps;
import ai.pmoves.dox.domain.text.Text;
import ai.pmoves.dox.ports.store.PageRequest;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads parameters of the path and the query; one that is not what it should be is an {@link InvalidRequest}. */
public final class Params {
    private Params() {}

    /** The id in the path. */
    public static <T> Id<T> id(Context ctx) {
        return Id.of(Text.clean(ctx.pathParam("id")));
    }

    /** The parameter's text; an empty one counts as absent, and of several the last counts. */
    public static Optional<String> text(Context ctx, String name) {
        return given(ctx, name).filter(text -> !text.isEmpty());
    }

    /** Like {@link #text}, as an id. */
    public static <T> Optional<Id<T>> id(Context ctx, String name) {
        return text(ctx, name).map(Id::of);
    }

    public static String required(Context ctx, String name) {
        return given(ctx, name).orElseThrow(() -> InvalidRequest.missing(List.of("query", name), null));
    }

    public static boolean bool(Context ctx, String name, boolean otherwise) {
        return given(ctx, name)
                .map(word -> Booleans.parse(word, List.of("query", name)))
                .orElse(otherwise);
    }

    /** The parameter's text, which has to be one of these; an empty one counts as absent. */
    public static Optional<String> choice(Context ctx, String name, List<String> choices) {
        var word = text(ctx, name);
        if (word.isPresent() && !choices.contains(word.get())) {
            throw InvalidRequest.notOneOf(List.of("query", name), choices, word.get());
        }
        return word;
    }

    public static Optional<Integer> integer(Context ctx, String name, int min, int max) {
        return given(ctx, name).map(text -> {
            var loc = List.of("query", name);
            var number = Numbers.parse(text, loc);
            Numbers.atLeast(min, number, loc, text);
            Numbers.atMost(max, number, loc, text);
            return number.intValueExact();
        });
    }

    /** The time that {@code ts_from} names, or the beginning of its day. */
    public static Optional<Instant> from(Context ctx) {
        return bound(ctx, "ts_from", LogTimestamps::parse);
    }

    /** The time that {@code ts_to} names, or the end of its day. */
    public static Optional<Instant> to(Context ctx) {
        return bound(ctx, "ts_to", LogTimestamps::parseUpperBound);
    }

    private static Optional<Instant> bound(Context ctx, String name, Function<String, Optional<Instant>> parse) {
        return text(ctx, name).map(text -> parse.apply(text)
                .orElseThrow(() -> new InvalidRequest(
                        "datetime_from_date_parsing",
                        List.of("query", name),
                        "Input should be a date or a time, for example 2025-09-25 or 2025-09-25T10:01:02Z",
                        text)));
    }

    /** The page that {@code limit} and {@code cursor} ask for; empty if neither is given: the whole list. */
    public static Optional<PageRequest> page(Context ctx) {
        var limit = integer(ctx, "limit", 1, PageRequest.MAX_LIMIT);
        var cursor = text(ctx, "cursor");
        return limit.isEmpty() && cursor.isEmpty()
                ? Optional.empty()
                : Optional.of(new PageRequest(cursor, limit.orElse(PageRequest.MAX_LIMIT)));
    }

    private static Optional<String> given(Context ctx, String name) {
        var values = ctx.queryParams(name);
        return values.isEmpty() ? Optional.empty() : Optional.of(Text.clean(values.getLast()));
    }
}
