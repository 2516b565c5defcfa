package ai.pmoves.dox.testing.postgres;

import ai.pmoves.dox.testing.postgres.ProxyState.Trap;
import ai.pmoves.dox.testing.postgres.ProxyState.When;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A client's connection and the one that was made to the server for it. */
final class ProxiedConnection {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final ProxyState state;
    private final Socket client;
    private final Socket server;
    private final CommitWatch watch = new CommitWatch();
    private volatile @Nullable Trap atAnswer;

    ProxiedConnection(ProxyState state, Socket client, Socket server) {
        this.state = state;
        this.client = client;
        this.server = server;
    }

    void start() {
        Thread.ofVirtual().name("proxy to server").start(() -> run(this::forwardRequests));
        Thread.ofVirtual().name("proxy to client").start(() -> run(this::forwardAnswers));
    }

    /** Closes both sides as a broken line does: what was on the way is lost. */
    void reset() {
        reset(client);
        reset(server);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private void forwardRequests() throws IOException, InterruptedException {
        var buffer = new byte[BUFFER_BYTES];
        int read;
        while ((read = client.getInputStream().read(buffer)) >= 0) {
            close(state.takeSent(read));
            if (watch.sees(ByteBuffer.wrap(buffer, 0, read))) {
                var trap = state.takeAtCommit();
                if (trap != null && trap.when() == When.AFTER_COMMIT) {
                    atAnswer = trap;
                } else {
                    close(trap);
                }
            }
            state.awaitNotStalled();
            server.getOutputStream().write(buffer, 0, read);
        }
    }

    /** What it does may break the line, which the next write then finds out. */
    private void close(@Nullable Trap trap) {
        if (trap != null) {
            trap.action().accept(this);
        }
    }

    private void forwardAnswers() throws IOException, InterruptedException {
        var buffer = new byte[BUFFER_BYTES];
        int read;
        while ((read = server.getInputStream().read(buffer)) >= 0) {
            close(atAnswer); // the server answers a commit when it has committed
            atAnswer = null;
            Thread.sleep(state.delay());
            state.awaitNotStalled();
            client.getOutputStream().write(buffer, 0, read);
        }
    }

    private interface Forwarding {
        void run() throws IOException, InterruptedException;
    }

    private void run(Forwarding forwarding) {
        try (client;
                server) {
            forwarding.run();
        } catch (IOException e) {
            // One side is gone, and so is the other now.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            state.remove(this);
        }
    }
}
