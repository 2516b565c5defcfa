package ai.pmoves.dox.library;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.application.ingest.WatchSettings;
import ai.pmoves.dox.application.search.BackgroundEmbedder;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.supabase.SupabaseConfig;
import java.lang.invoke.MethodType;
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
            for (int i = 0; i < method.getParameterCount(); i++) {
                assertThat(refusal(method, Dox.builder(), arguments(method, i)))
                        .as(method.getName())
                        .isEqualTo(name(method, i));
            }
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
                        assertThat(refusal(
                                        method,
                                        dox,
                                        arguments(
                                                method,
                                                i,
                                                queue,
                                                embedder,
                                                new WatchSettings(home, Duration.ofSeconds(1), 1),
                                                1)))
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
    private static @Nullable Object[] arguments(Method method, int empty, Object... more) {
        var values = new ArrayList<>(List.of(more));
        values.add(PairOptions.plain(false));
        values.add(SupabaseConfig.of("postgresql://dox:secret@localhost/postgres"));
        var arguments = new ArrayList<@Nullable Object>();
        for (var type : method.getParameterTypes()) {
            var boxed = MethodType.methodType(type).wrap().returnType();
            arguments.add(
                    arguments.size() == empty
                            ? null
                            : values.stream()
                                    .filter(boxed::isInstance)
                                    .findFirst()
                                    .orElseThrow(() -> new AssertionError("there is no argument for " + type)));
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
