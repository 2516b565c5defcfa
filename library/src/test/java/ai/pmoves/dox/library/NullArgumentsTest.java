package ai.pmoves.dox.library;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.ingest.IngestQueue;
import ai.pmoves.dox.application.ingest.WatchSettings;
import ai.pmoves.dox.application.search.BackgroundEmbedder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Null is refused where it comes in, by the name of the parameter. */
class NullArgumentsTest {
    @TempDir
    private Path home;

    @Test
    void ofTheBuilder() throws Exception {
        for (var method : withArguments(DoxBuilder.class)) {
            assertThat(refusal(method, Dox.builder())).as(method.getName()).isEqualTo(name(method, 0));
        }
    }

    @Test
    void ofLazyFiles() throws Exception {
        for (var method : withArguments(LazyBlobStore.class).stream()
                .filter(method -> Modifier.isStatic(method.getModifiers()))
                .toList()) {
            assertThat(refusal(method, null)).as(method.getName()).isEqualTo(name(method, 0));
        }
    }

    @Test
    void ofTheLibrary() throws Exception {
        try (var dox = Dox.builder().home(home).build();
                var embedder = new BackgroundEmbedder(dox.embedChunks());
                var queue = dox.startQueue(1, embedder)) {
            for (var method : withArguments(Dox.class)) {
                for (int i = 0; i < method.getParameterCount(); i++) {
                    if (!method.getParameterTypes()[i].isPrimitive()) {
                        assertThat(refusal(method, dox, arguments(method, i, queue, embedder)))
                                .as(method.getName())
                                .isEqualTo(name(method, i));
                    }
                }
            }
        }
    }

    private static List<Method> withArguments(Class<?> type) {
        return Stream.of(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .filter(method -> method.getParameterCount() > 0)
                .toList();
    }

    private static String name(Method method, int index) {
        return method.getParameters()[index].getName();
    }

    /** One for each parameter, null for the one at this index. */
    private @Nullable Object[] arguments(Method method, int empty, IngestQueue queue, BackgroundEmbedder embedder) {
        var arguments = new ArrayList<@Nullable Object>();
        for (var type : method.getParameterTypes()) {
            if (arguments.size() == empty) {
                arguments.add(null);
            } else if (type == int.class) {
                arguments.add(1);
            } else if (type == IngestQueue.class) {
                arguments.add(queue);
            } else if (type == BackgroundEmbedder.class) {
                arguments.add(embedder);
            } else if (type == WatchSettings.class) {
                arguments.add(new WatchSettings(home, Duration.ofSeconds(1), 1));
            } else {
                throw new AssertionError("there is no argument for " + type);
            }
        }
        return arguments.toArray();
    }

    private static String refusal(Method method, @Nullable Object target, @Nullable Object... arguments)
            throws IllegalAccessException {
        try {
            method.invoke(target, arguments.length == 0 ? new Object[] {null} : arguments);
        } catch (InvocationTargetException e) {
            assertThat(e.getCause()).isInstanceOf(NullPointerException.class);
            return e.getCause().getMessage();
        }
        throw new AssertionError(method + " takes null");
    }
}
