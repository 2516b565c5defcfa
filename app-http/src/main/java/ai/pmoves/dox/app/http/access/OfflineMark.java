package ai.pmoves.dox.app.http.access;

import ai.pmoves.dox.replication.mirror.MirroredStore;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.Locale;

/** Says on every answer that it comes from this device's copy, while the shared store is away. */
public final class OfflineMark implements Handler {
    private static final String HEADER = "X-Dox-Offline";

    private final MirroredStore pair;

    public OfflineMark(MirroredStore pair) {
        this.pair = pair;
    }

    /** Before the answer is made, since it may be a long one, and after it, since it may have gone offline for it. */
    @Override
    public void handle(Context ctx) {
        var status = pair.status();
        if (status.isOffline() && !ctx.res().isCommitted()) {
            ctx.header(HEADER, status.offline().name().toLowerCase(Locale.ROOT));
        }
    }
}
