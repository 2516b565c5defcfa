package ai.pmoves.dox.app.http.admin;

import ai.pmoves.dox.replication.mirror.PairStatus;
import ai.pmoves.dox.replication.mirror.ShadowFigures;
import ai.pmoves.dox.replication.pair.Primary;
import java.util.Locale;

/**
 * How two stores are one, as clients see it.
 *
 * @param primary the store whose writes count
 * @param primaryElsewhere whether that is so since another device's store is the primary, and the shared one has what
 *     that one writes
 * @param offlineMode what is done while the shared store is the primary and away
 * @param offline whether that is so now
 */
record PairView(
        String primary,
        String secondary,
        boolean primaryElsewhere,
        String offlineMode,
        boolean offline,
        ShadowFigures shadowReads) {
    private static final String EMBEDDED = "sqlite";
    private static final String SHARED = "supabase";

    static PairView of(PairStatus status) {
        boolean isEmbedded = status.primary() == Primary.EDGE;
        return new PairView(
                isEmbedded ? EMBEDDED : SHARED,
                isEmbedded ? SHARED : EMBEDDED,
                status.primary() == Primary.ELSEWHERE,
                status.offline().name().toLowerCase(Locale.ROOT),
                status.isOffline(),
                status.shadow());
    }
}
