package ai.pmoves.dox.testing.postgres;

import ai.pmoves.dox.testing.postgres.ProxyState.Mode;
import ai.pmoves.dox.testing.postgres.ProxyState.Trap;
import ai.pmoves.dox.testing.postgres.ProxyState.When;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/**
 * A TCP proxy on the loopback interface that a test has in front of a server, to break the line in between. It passes
 * everything on until it is told otherwise; each of its methods replaces what the one before it said.
 *
 * <p>Thread-safe. The owner closes it.
 */
public final class CutOffProxy implements AutoCloseable {
    private final ServerSocket listener;
    private final String host;
    private final int port;
    private final ProxyState state = new ProxyState();
    private final Thread listening;

    private CutOffProxy(ServerSocket listener, String host, int port) {
        this.listener = listener;
        this.host = host;
        this.port = port;
        this.listening = Thread.ofVirtual().name("proxy listener").start(this::listen);
    }

    /** Starts one before the server at this address, which need not be up yet. */
    public static CutOffProxy before(String host, int port) {
        try {
            return new CutOffProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), host, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String host() {
        return listener.getInetAddress().getHostAddress();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Returns the URL that reaches a database of the server through this proxy, unencrypted so that it sees commits. */
    public String url(String databaseUrl) {
        return DatabaseUrl.parse(databaseUrl)
                .withAddress(host(), port())
                .with("sslmode", "disable")
                .jdbc();
    }

    /** Breaks all connections, and each new one at once. */
    public void cut() {
        state.set(Mode.CUT, null, Duration.ZERO);
    }

    /** Keeps all connections and takes new ones, but passes nothing on, in either direction. */
    public void stall() {
        state.set(Mode.STALL, null, Duration.ZERO);
    }

    /** Passes each piece of the server's answers on so much later. */
    public void delay(Duration delay) {
        state.set(Mode.PASS, null, delay);
    }

    /** Breaks the connection that commits next when the server has committed, before the client learns of it. */
    public void cutAfterCommit() {
        set(new Trap(When.AFTER_COMMIT, 1, ProxiedConnection::reset));
    }

    /** Breaks the connection that commits next, before the server learns of it: to the client this looks the same. */
    public void cutBeforeCommit() {
        set(new Trap(When.BEFORE_COMMIT, 1, ProxiedConnection::reset));
    }

    /**
     * Runs the action once, when a commit has come and before the server learns of it; the connection waits meanwhile.
     *
     * @param number of the commit from now on, of whatever connection; the next one is 1
     */
    public void beforeCommit(int number, Runnable action) {
        set(new Trap(When.BEFORE_COMMIT, number, connection -> action.run()));
    }

    /**
     * Runs the action once, when the server has answered a commit and before the client learns of it; the connection
     * waits meanwhile.
     *
     * @param number of the commit from now on, of whatever connection; the next one is 1
     */
    public void afterCommit(int number, Runnable action) {
        set(new Trap(When.AFTER_COMMIT, number, connection -> action.run()));
    }

    /** Runs the action once, when clients have sent so many bytes from now on; the connection waits meanwhile. */
    public void afterBytes(long bytes, Runnable action) {
        set(new Trap(When.SENT, bytes, connection -> action.run()));
    }

    /** How many commits have come from clients until now. */
    public long commits() {
        return state.commits();
    }

    /** How many bytes clients have sent until now. */
    public long sentBytes() {
        return state.sent();
    }

    private void set(Trap trap) {
        state.set(Mode.PASS, trap, Duration.ZERO);
    }

    /** Passes everything on again, also what was held back. */
    public void restore() {
        state.set(Mode.PASS, null, Duration.ZERO);
    }

    /** Breaks all connections and takes no more. */
    @Override
    public void close() {
        try {
            listener.close();
            listening.join(); // the port is taken until it is out of accept()
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        cut();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                Thread.ofVirtual().name("proxy connection").start(() -> connect(client));
            } catch (IOException e) {
                // It was closed, or the client is gone already.
            }
        }
    }

    private void connect(Socket client) {
        Socket server;
        try {
            server = new Socket(host, port);
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
        } catch (IOException e) {
            ProxiedConnection.reset(client); // the server is down
            return;
        }
        var connection = new ProxiedConnection(state, client, server);
        if (state.add(connection)) {
            connection.start();
        } else {
            connection.reset();
        }
    }
}
