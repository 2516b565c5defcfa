package ai.pmoves.dox.testing.storage;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Storage on a free port of this machine, which keeps its files in memory. Thread-safe. */
public final class StorageServer implements AutoCloseable {
    private final HttpServer http;
    private final Buckets buckets = new Buckets();
    private final Queue<Ahead> troubles = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private StorageServer(HttpServer http) {
        this.http = http;
    }

    private record Ahead(String request, Trouble trouble) {}

    /** @param key what callers have to know: {@code sb_secret_...}, or anything else for a JWT */
    public static StorageServer start(String key) {
        try {
            var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var server = new StorageServer(http);
            var routes = new Routes(key, server.buckets);
            http.createContext("/storage/v1/", exchange -> {
                var request = exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath().substring("/storage/v1".length());
                server.requests.add(request);
                new Exchange(exchange, server.nextTrouble(request)).answer(routes);
            });
            http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's address. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** Makes a bucket. */
    public void addBucket(String name, boolean isPublic, long maxBytes, String... types) {
        try {
            buckets.add(name, isPublic, maxBytes, List.of(types));
        } catch (Refusal e) {
            throw new IllegalStateException(e);
        }
    }

    /** The files of a bucket by their keys; none if there is no such bucket. */
    public Map<String, byte[]> files(String bucket) {
        var found = buckets.find(bucket);
        var files = new HashMap<String, byte[]>();
        if (found != null) {
            found.files().forEach((key, file) -> files.put(key, file.content()));
        }
        return files;
    }

    /** Whether the bucket is there, and public. */
    public boolean isPublic(String bucket) {
        var found = buckets.find(bucket);
        return found != null && found.isPublic();
    }

    /**
     * Has this happen to the next requests of a kind, each trouble to one of them.
     *
     * @param request how its method and path begin, for example {@code GET /object}
     */
    public void trouble(String request, Trouble... next) {
        for (var trouble : next) {
            troubles.add(new Ahead(request, trouble));
        }
    }

    private Trouble nextTrouble(String request) {
        for (var ahead : troubles) {
            if (request.startsWith(ahead.request()) && troubles.remove(ahead)) {
                return ahead.trouble();
            }
        }
        return Trouble.NONE;
    }

    /** The requests so far, such as {@code GET /bucket/dox}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
