package ai.pmoves.dox.testing.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a proxy does at the moment, and the connections that it does it to. Thread-safe. */
final class ProxyState {
    enum Mode {
        PASS,
        STALL,
        CUT
    }

    /** When a trap closes. */
    enum When {
        /** A commit has come, and the server has not learned of it. */
        BEFORE_COMMIT,
        /** The server has answered a commit, and the client has not learned of it. */
        AFTER_COMMIT,
        /** The clients have sent so much, and the server has not got the last of it. */
        SENT
    }

    /**
     * Something that happens once.
     *
     * @param count of commits, or of bytes, from now on
     */
    record Trap(When when, long count, Consumer<ProxiedConnection> action) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<ProxiedConnection> connections = new HashSet<>();
    private Mode mode = Mode.PASS;
    private @Nullable Trap trap;
    private long left; // of what the trap counts
    private long commits;
    private long sent;
    private Duration delay = Duration.ZERO;

    void set(Mode newMode, @Nullable Trap newTrap, Duration newDelay) {
        List<ProxiedConnection> cut;
        lock.lock();
        try {
            mode = newMode;
            trap = newTrap;
            left = newTrap == null ? 0 : newTrap.count();
            delay = newDelay;
            cut = newMode == Mode.CUT ? List.copyOf(connections) : List.of();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        cut.forEach(ProxiedConnection::reset);
    }

    /** Returns false if it must not live. */
    boolean add(ProxiedConnection connection) {
        lock.lock();
        try {
            return mode != Mode.CUT && connections.add(connection);
        } finally {
            lock.unlock();
        }
    }

    void remove(ProxiedConnection connection) {
        lock.lock();
        try {
            connections.remove(connection);
        } finally {
            lock.unlock();
        }
    }

    /** @throws IOException if all connections were cut, also while it waited: what was held back is lost */
    void awaitNotStalled() throws InterruptedException, IOException {
        lock.lock();
        try {
            while (mode == Mode.STALL) {
                changed.await();
            }
            if (mode == Mode.CUT) {
                throw new IOException("the line is cut");
            }
        } finally {
            lock.unlock();
        }
    }

    /** Counts a commit; returns the trap that closes with it, and removes it. */
    @Nullable
    Trap takeAtCommit() {
        return take(1, false);
    }

    /** Counts bytes of a client; returns the trap that closes with them, and removes it. */
    @Nullable
    Trap takeSent(int bytes) {
        return take(bytes, true);
    }

    long commits() {
        lock.lock();
        try {
            return commits;
        } finally {
            lock.unlock();
        }
    }

    long sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Trap take(long counted, boolean isSent) {
        lock.lock();
        try {
            commits += isSent ? 0 : counted;
            sent += isSent ? counted : 0;
            var set = trap;
            if (set == null || (set.when() == When.SENT) != isSent) {
                return null;
            }
            left -= counted;
            if (left > 0) {
                return null;
            }
            trap = null;
            return set;
        } finally {
            lock.unlock();
        }
    }

    Duration delay() {
        lock.lock();
        try {
            return delay;
        } finally {
            lock.unlock();
        }
    }
}
