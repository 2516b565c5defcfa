package ai.pmoves.dox.ports.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/** Walks a whole list page by page, holding one page at a time. */
public final class Pages {
    private static final int PAGE = 500;

    private Pages() {}

    /**
     * Returns the items of every page in order. Each page is read when it is needed, in a transaction of its
     * own, so rows that are written meanwhile may or may not be among them.
     */
    public static <T> Iterable<T> all(Function<PageRequest, Page<T>> list) {
        return () -> new Walk<>(list);
    }

    private static final class Walk<T> implements Iterator<T> {
        private final Function<PageRequest, Page<T>> list;
        private Optional<String> next = Optional.empty();
        private Iterator<T> items;

        Walk(Function<PageRequest, Page<T>> list) {
            this.list = list;
            this.items = read(PageRequest.first(PAGE));
        }

        private Iterator<T> read(PageRequest request) {
            var page = list.apply(request);
            next = page.next();
            return page.items().iterator();
        }

        @Override
        public boolean hasNext() {
            while (!items.hasNext() && next.isPresent()) {
                items = read(PageRequest.after(next.get(), PAGE));
            }
            return items.hasNext();
        }

        @Override
        public T next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return items.next();
        }
    }
}
