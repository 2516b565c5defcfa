package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.sync.SyncEvent;
import ai.pmoves.dox.replication.changes.SyncStatus;
import ai.pmoves.dox.replication.changes.SyncStatus.Lag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a pair of stores is doing, as people and programs read it: from the server and from the command line alike.
 *
 * @param asOf when that was so
 * @param part which process replicates: this one ({@code replicates}), another one ({@code follows}) or none
 *     ({@code none})
 * @param primary {@code sqlite}, {@code supabase}, or {@code elsewhere} for another device's store; null if the stores
 *     are in no pair yet
 * @param settled whether both stores say the same of that; null if the shared one cannot be asked
 * @param lagRows how many rows wait, in both directions; null if one direction cannot be asked
 * @param lagSeconds since when the one that waits longest does; null if one direction cannot be asked
 * @param pull null if nothing comes that way, or that is not known
 * @param rowsPerSecond in the last minute; null if another process would know
 * @param conflicts null if the shared store cannot be asked
 * @param error what stands in the way; null if nothing does
 * @param code the code of that, for example {@code store.went-back}; null if it has none
 */
public record SyncView(
        String asOf,
        String part,
        @Nullable String primary,
        long epoch,
        @Nullable Boolean settled,
        @Nullable Long lagRows,
        @Nullable Double lagSeconds,
        Waiting push,
        @Nullable Waiting pull,
        @Nullable Double rowsPerSecond,
        long deadLetters,
        @Nullable Long conflicts,
        @Nullable String error,
        @Nullable String code,
        @Nullable Comparison lastParity) {

    /** What waits to go one way. */
    public record Waiting(long rows, double seconds) {
        private static final Waiting NOTHING = new Waiting(0, 0);

        static Waiting of(Lag lag) {
            return new Waiting(lag.rows(), lag.time().toMillis() / 1e3);
        }
    }

    /** When the stores were last compared, by whom, and what was found. */
    public record Comparison(String at, String by, Map<String, @Nullable Object> figures) {
        static Comparison of(SyncEvent event) {
            return new Comparison(
                    event.at().toString(), event.actor(), event.figures().asObject());
        }
    }

    /** @param now when the status was found out */
    public static SyncView of(SyncStatus status, Instant now) {
        var push = Waiting.of(status.push());
        var pull = status.pull() == null ? null : Waiting.of(status.pull());
        boolean isKnown =
                pull != null || status.edge().isPrimary() || !status.edge().isPaired();
        var both = pull == null ? Waiting.NOTHING : pull;
        return new SyncView(
                now.truncatedTo(ChronoUnit.MILLIS).toString(),
                status.part().name().toLowerCase(Locale.ROOT),
                primary(status),
                status.edge().epoch(),
                isSettled(status),
                isKnown ? push.rows() + both.rows() : null,
                isKnown ? Math.max(push.seconds(), both.seconds()) : null,
                push,
                pull,
                status.rowsPerSecond(),
                status.deadLetters(),
                status.conflicts(),
                status.obstacle() == null
                        ? null
                        : OperatorWords.told(status.obstacle().reason()),
                status.obstacle() == null || status.obstacle().code() == null
                        ? null
                        : status.obstacle().code().text(),
                status.parity() == null ? null : Comparison.of(status.parity()));
    }

    /** The same, with another word for what stands in the way. */
    public SyncView withError(@Nullable String other) {
        return new SyncView(
                asOf,
                part,
                primary,
                epoch,
                settled,
                lagRows,
                lagSeconds,
                push,
                pull,
                rowsPerSecond,
                deadLetters,
                conflicts,
                other,
                code,
                lastParity);
    }

    private static @Nullable String primary(SyncStatus status) {
        var edge = status.edge();
        var hub = status.hub();
        if (!edge.isPaired()) {
            return null;
        }
        if (edge.isPrimary()) {
            return "sqlite";
        }
        return hub == null || hub.isPrimary() ? "supabase" : "elsewhere";
    }

    private static @Nullable Boolean isSettled(SyncStatus status) {
        var hub = status.hub();
        return hub == null
                ? null
                : hub.epoch() == status.edge().epoch()
                        && String.valueOf(hub.primaryId())
                                .equals(String.valueOf(status.edge().primaryId()));
    }
}
