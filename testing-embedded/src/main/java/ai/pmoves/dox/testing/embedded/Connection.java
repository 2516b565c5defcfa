package ai.pmoves.dox.testing.embedded;

import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.ports.store.StoreHealth;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store at the other end of a {@link Line}, until it is closed. Thread-safe. */
public final class Connection {
    /** What a store says of itself without being asked for rows. */
    private static final List<String> LOCAL = List.of("name", "isShared", "latencies", "description");

    /** Methods that make several transactions, or wait for none. */
    private static final List<String> OTHERS = List.of("rebuild", "removeAllBut", "record", "turn");

    private final Line line;
    private final Store target;
    private final Store store;
    private volatile boolean isClosed;

    Connection(Line line, Store target) {
        this.line = line;
        this.target = target;
        this.store = to(Store.class, target);
    }

    /** The store. */
    public Store store() {
        return store;
    }

    /** Another port of the store. */
    public <P> P to(Class<P> port, P implementation) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, new Calls(port.getSimpleName(), implementation)));
    }

    private final class Calls implements InvocationHandler {
        private final String port;
        private final Object implementation;

        Calls(String port, Object implementation) {
            this.port = port;
            this.implementation = implementation;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) {
            if (method.getDeclaringClass() == Object.class) {
                return ofObject(proxy, method, args);
            }
            var name = method.getName();
            if (implementation == target && name.equals("close")) {
                isClosed = true;
                return null;
            }
            if (name.equals("health") && line.isCut()) {
                return StoreHealth.unavailable("the line is cut");
            }
            if (LOCAL.contains(name) || name.equals("health")) {
                return call(method, args);
            }
            if (isPort(method.getReturnType())) {
                return portOf(method, args);
            }
            requireOpen();
            var call = port + "." + name;
            line.arrive(call, args);
            var result = transaction(method, args);
            line.leave(call);
            return result;
        }

        private Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] args) {
            return switch (method.getName()) {
                case "equals" -> args != null && proxy == args[0];
                case "hashCode" -> System.identityHashCode(proxy);
                default -> "a line to " + implementation;
            };
        }

        private <P> P portOf(Method method, @Nullable Object @Nullable [] args) {
            @SuppressWarnings("unchecked")
            var type = (Class<P>) method.getReturnType();
            return to(type, type.cast(Objects.requireNonNull(call(method, args))));
        }

        private @Nullable Object transaction(Method method, @Nullable Object @Nullable [] args) {
            if (line.isInTransaction()) {
                return call(method, args);
            }
            if (method.getName().equals("run") && args != null && args[0] instanceof Runnable work) {
                return committed(
                        target.unitOfWork().call(line.inTransaction(() -> {
                            work.run();
                            return "done";
                        })),
                        method);
            }
            var supplier = supplierIn(args);
            if (supplier >= 0 && args != null) {
                var wrapped = args.clone();
                wrapped[supplier] = line.inTransaction((Supplier<?>) Objects.requireNonNull(args[supplier]));
                return committed(call(method, wrapped), method);
            }
            return isWrite(method)
                    ? committed(
                            target.unitOfWork().call(line.inTransaction(() -> new Result(call(method, args)))), method)
                    : call(method, args);
        }

        private static int supplierIn(@Nullable Object @Nullable [] args) {
            for (int i = 0; args != null && i < args.length; i++) {
                if (args[i] instanceof Supplier<?>) {
                    return i;
                }
            }
            return -1;
        }

        private @Nullable Object committed(@Nullable Object result, Method method) {
            line.committed();
            if (result instanceof Result of) {
                return of.value();
            }
            return method.getReturnType() == void.class ? null : result;
        }

        private @Nullable Object call(Method method, @Nullable Object @Nullable [] args) {
            try {
                return method.invoke(implementation, args);
            } catch (InvocationTargetException e) {
                throw thrown(e.getCause());
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record Result(@Nullable Object value) {}

    private void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the store is closed");
        }
    }

    private static boolean isPort(Class<?> type) {
        return type.isInterface() && type.getPackageName().startsWith("ai.pmoves.dox.ports") && !isAnswer(type);
    }

    /** An interface that is an answer, and not a part of the store. */
    private static boolean isAnswer(Class<?> type) {
        return type.isMemberClass();
    }

    private static boolean isWrite(Method method) {
        return !OTHERS.contains(method.getName()) && !method.isAnnotationPresent(Reads.class);
    }

    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
