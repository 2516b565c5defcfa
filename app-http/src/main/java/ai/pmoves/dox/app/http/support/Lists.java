package ai.pmoves.dox.app.http.support;

import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import com.fasterxml.jackson.core.JsonGenerator;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers lists: the page that the request asks for with its {@code next_cursor}, or the whole list, of which no
 * more than a page is in memory at any time.
 */
public final class Lists {
    private static final int PAGE = 500;

    private Lists() {}

    /** One item at a time. */
    public static <T> void answer(Context ctx, String name, Function<PageRequest, Page<T>> list, Function<T, ?> view) {
        answerPages(ctx, name, list, items -> items.stream().map(view).toList());
    }

    /** A page of items at a time, where that is cheaper to look at. */
    public static <T> void answerPages(
            Context ctx, String name, Function<PageRequest, Page<T>> list, Function<List<T>, List<?>> view) {
        var asked = Params.page(ctx);
        if (asked.isEmpty()) {
            JsonStream.answer(ctx, json -> {
                json.writeStartObject();
                writeAll(json, name, list, view);
                json.writeEndObject();
            });
            return;
        }
        var page = list.apply(asked.get());
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put(name, view.apply(page.items()));
        body.put("next_cursor", page.next().orElse(null));
        ctx.json(body);
    }

    /** Writes the member {@code name} with every item of the list. */
    public static <T> void writeAll(
            JsonGenerator json, String name, Function<PageRequest, Page<T>> list, Function<List<T>, List<?>> view)
            throws IOException {
        json.writeArrayFieldStart(name);
        Optional<PageRequest> next = Optional.of(PageRequest.first(PAGE));
        while (next.isPresent()) {
            var page = list.apply(next.get());
            for (var item : view.apply(page.items())) {
                json.writePOJO(item);
            }
            next = page.next().map(cursor -> PageRequest.after(cursor, PAGE));
        }
        json.writeEndArray();
    }
}
