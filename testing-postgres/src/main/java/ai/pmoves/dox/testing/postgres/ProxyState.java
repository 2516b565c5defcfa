package ai.pmoves.dox.testing.postgres;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What a proxy does at the moment, and the connections that it does it to. Safe for use by many threads. */
final class ProxyState {
    enum Mode {
        PASS,
        STALL,
        CUT
    }

    enum Trap {
        NONE,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<ProxiedConnection> connections = new HashSet<>();
    private Mode mode = Mode.PASS;
    private Trap trap = Trap.NONE;
    private Duration delay = Duration.ZERO;

    void set(Mode newMode, Trap newTrap, Duration newDelay) {
        List<ProxiedConnection> cut;
        lock.lock();
        try {
            mode = newMode;
            trap = newTrap;
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

    void awaitNotStalled() throws InterruptedException {
        lock.lock();
        try {
            while (mode == Mode.STALL) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the trap that is set for a commit, and removes it: it is for one connection only. */
    Trap takeTrap() {
        lock.lock();
        try {
            var taken = trap;
            trap = Trap.NONE;
            return taken;
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
