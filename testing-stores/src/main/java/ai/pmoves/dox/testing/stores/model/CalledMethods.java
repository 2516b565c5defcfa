package ai.pmoves.dox.testing.stores.model;

import ai.pmoves.dox.ports.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Watches which methods of a store and of its ports are called. Not thread-safe. */
final class CalledMethods {
    private static final String PORTS = "ai.pmoves.dox.ports.";

    private final Set<String> called = new TreeSet<>();

    /** Returns the same store, watched. */
    Store watch(Store store) {
        return watch(Store.class, store);
    }

    /** Methods of the store and its ports that were never called. */
    Set<String> missing() {
        var missing = new TreeSet<String>();
        Stream.concat(
                        Stream.of(Store.class),
                        Arrays.stream(Store.class.getMethods())
                                .map(Method::getReturnType)
                                .filter(CalledMethods::isPort))
                .flatMap(port -> Arrays.stream(port.getMethods()))
                .map(CalledMethods::name)
                .forEach(missing::add);
        missing.removeAll(called);
        return missing;
    }

    private <T> T watch(Class<T> port, Object target) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            called.add(name(method));
            try {
                var answer = method.invoke(target, args);
                return isPort(method.getReturnType()) ? watch(method.getReturnType(), answer) : answer;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private static boolean isPort(Class<?> type) {
        return type.isInterface() && type.getName().startsWith(PORTS);
    }

    private static String name(Method method) {
        return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }
}
