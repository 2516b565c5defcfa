package ai.pmoves.dox.supabase.internal.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.SocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open sockets of one store, so that all can be closed at once, whatever waits on them.
 *
 * <p>The driver's own abort closes the encrypted stream first, which waits for a writing thread; these are the sockets
 * below. Thread-safe.
 */
public final class Sockets implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sockets.class);
    private static final Map<String, Sockets> ALL = new ConcurrentHashMap<>();

    private final String key = UUID.randomUUID().toString();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    public Sockets() {
        ALL.put(key, this);
    }

    /** The driver's properties that select this socket factory. */
    Properties properties() {
        var properties = new Properties();
        properties.setProperty("socketFactory", Factory.class.getName());
        properties.setProperty("socketFactoryArg", key);
        return properties;
    }

    /**
     * Breaks all connections: a waiting thread gets an exception at once, and data in flight does not reach the server.
     */
    public void cut() {
        open.forEach(socket -> {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                LOG.debug("event=store.cut-failed", e); // it is closed already
            }
        });
    }

    private Socket create() {
        var socket = new Socket() {
            @Override
            public void close() throws IOException {
                open.remove(this);
                super.close();
            }
        };
        open.add(socket);
        return socket;
    }

    @Override
    public void close() {
        ALL.remove(key);
    }

    /** Public only since the driver makes one by the name of its class. */
    public static final class Factory extends SocketFactory {
        private final Sockets sockets;

        public Factory(String key) {
            this.sockets = Objects.requireNonNull(ALL.get(key), "the store is closed");
        }

        @Override
        public Socket createSocket() {
            return sockets.create();
        }

        @Override
        public Socket createSocket(String host, int port) {
            throw connected();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
            throw connected();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) {
            throw connected();
        }

        @Override
        public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort) {
            throw connected();
        }

        private static UnsupportedOperationException connected() {
            return new UnsupportedOperationException("the driver connects its sockets itself");
        }
    }
}
