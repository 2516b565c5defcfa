package ai.pmoves.dox.testing.postgres;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class a Postgres of its own, which {@link PostgresServer#shared} returns in the thread of the class: for
 * tests of the feed of changes, which waits for every open transaction of its server, also those of other tests.
 */
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SeparateServer.Starter.class)
public @interface SeparateServer {
    /** Starts the server before the class, and stops it afterwards. */
    final class Starter implements BeforeAllCallback {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(Starter.class);

        @Override
        public void beforeAll(ExtensionContext context) {
            context.getStore(NAMESPACE).computeIfAbsent(Started.class); // nested classes find that of the outer one
        }
    }

    /** A server, used until the class has ended. */
    final class Started implements AutoCloseable {
        private final OwnPostgresServer server = PostgresServer.startOwn();

        Started() {
            PostgresServer.useInThisThread(server);
        }

        @Override
        public void close() {
            PostgresServer.useInThisThread(null);
            server.close();
        }
    }
}
