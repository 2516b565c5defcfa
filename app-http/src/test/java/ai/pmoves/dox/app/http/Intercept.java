package ai.pmoves.dox.app.http;

import ai.pmoves.dox.ports.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Makes one method of a real store slow or fail, as a broken disk would. */
final class Intercept {
    private Intercept() {}

    static Store ping(Store store, Runnable before) {
        return before(store, "ping", before);
    }

    static Store before(Store store, String methodName, Runnable before) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, args) -> {
                    if (method.getName().equals(methodName)) {
                        before.run();
                    }
                    try {
                        return method.invoke(store, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
