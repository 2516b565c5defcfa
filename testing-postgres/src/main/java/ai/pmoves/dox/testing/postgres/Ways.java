package ai.pmoves.dox.testing.postgres;

import java.util.List;
import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;

/** Ways to get something, of which the first that works is taken. */
final class Ways {
    private Ways() {}

    /**
     * One way.
     *
     * @param name what the message of a failure calls it
     * @param attempt gets the thing, or throws an exception that says why not
     */
    record Way<T>(String name, Supplier<T> attempt) {}

    /** @throws IllegalStateException if none works; the message says of each why not */
    static <T> T first(String thing, List<Way<T>> ways) {
        var failure = new StringBuilder("There is no ").append(thing).append(" for the tests. Tried:");
        RuntimeException last = null;
        for (var way : ways) {
            try {
                return way.attempt().get();
            } catch (RuntimeException e) {
                failure.append("\n- ").append(way.name()).append(": ").append(e.getMessage());
                last = e;
            }
        }
        throw new IllegalStateException(failure.toString(), last);
    }

    static <T> Way<T> docker(Supplier<T> container) {
        return new Way<>("Docker", () -> {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                throw new IllegalStateException("no daemon answers; start one");
            }
            return container.get();
        });
    }

    static <T> Way<T> script(Supplier<T> start) {
        return new Way<>("scripts/postgres.sh", start);
    }
}
