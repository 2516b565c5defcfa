package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Makes one method of a real store slow or fail, as a broken disk would. */
final class Intercept {
    private Intercept() {}

    static Store before(Store store, String methodName, Runnable before) {
        return before(store, Store.class, methodName, args -> before.run());
    }

    static <T> T before(T target, Class<T> type, String methodName, Consumer<Object[]> before) {
        return proxy(type, (method, args) -> {
            if (method.getName().equals(methodName)) {
                before.accept(args);
            }
            return method.invoke(target, args);
        });
    }

    /** Replaces what a method without arguments returns. */
    static <T, R> T result(
            T target, Class<T> type, String methodName, Class<R> resultType, UnaryOperator<R> replacement) {
        return proxy(type, (method, args) -> {
            var result = method.invoke(target, args);
            return method.getName().equals(methodName) ? replacement.apply(resultType.cast(result)) : result;
        });
    }

    private interface Call {
        Object invoke(Method method, Object[] args) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            try {
                return call.invoke(method, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }
}
