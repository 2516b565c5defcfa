package ai.pmoves.dox.testing.postgres;

import java.io.IOException;

/** The main program of a JVM that has a server and a pooler, says where they are, and waits to be killed. */
final class KilledJvm {
    private KilledJvm() {}

    @SuppressWarnings("resource") // it does not get to close them
    public static void main(String[] arguments) throws IOException {
        var server = PostgresServer.startOwn();
        var pooler = PgBouncer.before(server);
        System.out.println(server.port());
        System.out.println(pooler.port());
        System.in.read();
    }
}
