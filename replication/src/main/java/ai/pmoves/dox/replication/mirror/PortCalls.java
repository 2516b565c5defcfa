package ai.pmoves.dox.replication.mirror;

import ai.pmoves.dox.ports.Reads;
import ai.pmoves.dox.ports.store.Store;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A repository of a pair: routes each call to that repository of a store. One class serves all of them, since methods
 * differ only in whether they write.
 */
final class PortCalls<P> implements InvocationHandler {
    private final Function<Store, P> repository;
    private final StoreRouter router;
    private final ShadowReads shadow;

    private PortCalls(Function<Store, P> repository, StoreRouter router, ShadowReads shadow) {
        this.repository = repository;
        this.router = router;
        this.shadow = shadow;
    }

    /**
     * The repository of this type.
     *
     * @param repository which one of a store it is
     */
    static <P> P of(Class<P> port, Function<Store, P> repository, StoreRouter router, ShadowReads shadow) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(), new Class<?>[] {port}, new PortCalls<>(repository, router, shadow)));
    }

    /** Whether a method changes nothing. One without an annotation counts as a write, which is always right. */
    static boolean isRead(Method method) {
        return method.isAnnotationPresent(Reads.class);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return method.invoke(this, args);
        }
        Function<Store, @Nullable Object> call = store -> call(method, repository.apply(store), args);
        if (!isRead(method)) {
            return router.write(call);
        }
        var answer = router.read(call);
        var name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        shadow.sample(router::both, name, args, call, answer);
        return answer;
    }

    private static @Nullable Object call(Method method, Object target, @Nullable Object @Nullable [] args) {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw thrown(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ports declare no checked exceptions. */
    private static RuntimeException thrown(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(failure);
    }
}
