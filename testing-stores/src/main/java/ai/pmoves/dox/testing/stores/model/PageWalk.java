package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Some pages of a list, one after the other. Cursors are each store's own, so they are followed and not compared.
 *
 * @param start the first cursor, which no list gave
 */
record PageWalk(Optional<String> start, int limit, int pages) {
    private static final List<Integer> LIMITS = List.of(1, 2, 3, 7, 50, PageRequest.MAX_LIMIT);

    static PageWalk of(Dice dice) {
        int limit = dice.oneOf(LIMITS);
        return new PageWalk(dice.optional(25, () -> oddCursor(dice)), limit, 1 + dice.below(6));
    }

    /** Before all rows, after all rows, with odd ids, or no cursor at all. */
    private static String oddCursor(Dice dice) {
        return dice.oneOf(List.of(
                "not-a-cursor",
                "",
                "\u0000",
                cursor(Long.MIN_VALUE + ":a"),
                cursor(Long.MAX_VALUE + ":a"),
                cursor("-9:\u0000"),
                cursor("-9:"),
                cursor("a"),
                cursor("9223372036854775808:a")));
    }

    private static String cursor(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the items of each page, and at the end whether there are more. */
    <T> List<Object> through(Function<PageRequest, Page<T>> list) {
        var seen = new ArrayList<Object>();
        var request = new PageRequest(start, limit);
        for (int i = 0; i < pages; i++) {
            var page = list.apply(request);
            seen.add(page.items());
            if (page.next().isEmpty()) {
                return seen;
            }
            request = new PageRequest(page.next(), limit);
        }
        seen.add("more");
        return seen;
    }
}
