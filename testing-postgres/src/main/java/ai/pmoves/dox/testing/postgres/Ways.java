package ai.pmoves.dox.testing.postgres;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
        Exception last = null;
        for (var way : ways) {
            try {
                return way.attempt().get();
            } catch (Exception e) { // also checked ones, which Testcontainers throws unannounced
                failure.append("\n- ").append(way.name()).append(": ").append(reason(e));
                last = e;
            }
        }
        throw new IllegalStateException(failure.toString(), last);
    }

    /** Testcontainers says what it was doing; what went wrong is at the root. */
    private static @Nullable String reason(Throwable failure) {
        var root = failure;
        while (root.getCause() != null && !(root instanceof IllegalStateException)) {
            root = root.getCause();
        }
        return root.getMessage();
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
