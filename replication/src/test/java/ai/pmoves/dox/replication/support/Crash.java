package ai.pmoves.dox.replication.support;

import java.util.concurrent.atomic.AtomicInteger;

/** The end of a process: nobody handles it, and what is not committed is gone. */
public final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    private Crash() {
        super("crash", null, false, false);
    }

    public static Crash now() {
        throw new Crash();
    }

    /**
     * Does something, and ends it before a call to either store of a device, the first one being 0; returns whether it
     * was ended, and did not end by itself.
     */
    public static boolean before(int call, Device device, Runnable work) {
        start(call, device);
        return isEnded(device, work);
    }

    /** From now on, calls to either store of a device are counted, and the process ends before one of them. */
    public static void start(int call, Device device) {
        var calls = new AtomicInteger();
        for (var line : device.lines()) {
            line.watch((name, args) -> {
                if (calls.getAndIncrement() == call) {
                    throw new Crash();
                }
            });
        }
    }

    /** Whether the process ends during the work. */
    public static boolean isEnded(Device device, Runnable work) {
        try {
            work.run();
            return false;
        } catch (Crash e) {
            return true;
        } finally {
            device.lines().forEach(line -> line.watch((name, args) -> {}));
        }
    }
}
