package ai.pmoves.dox.supabase;

import ai.pmoves.dox.supabase.internal.connection.PostgresUrl;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Location and settings of the shared store. {@link #toString} shows no password.
 *
 * @param poolSize how many connections at most, 2 to 100 (a rebuild holds one while it uses another); one more is the
 *     heartbeat's
 * @param batchSize how many chunks go in one call, 1 to 10000
 * @param vectorScan how the nearest vectors are found
 * @param statementTimeout after which a statement is cancelled, up to an hour
 * @param rest the REST side to monitor; null for none
 */
public record SupabaseConfig(
        PostgresUrl url,
        int poolSize,
        int batchSize,
        VectorScan vectorScan,
        Duration statementTimeout,
        @Nullable RestSide rest) {

    /** How the nearest vectors are found. */
    public enum VectorScan {
        /** By the HNSW index: fast, and nearly always the nearest. */
        INDEX,
        /** By scanning every vector: slow, and always the nearest. */
        EXACT
    }

    /**
     * The REST side of the same project. {@link #toString} shows no key.
     *
     * @param projectUrl such as {@code https://PROJECT.supabase.co}
     * @param key for the gateway, one word of ASCII; empty for none
     */
    public record RestSide(URI projectUrl, String key) {
        public RestSide {
            if (!key.matches("[\\x21-\\x7e]*")) {
                throw new IllegalArgumentException("the project's key has to be one word of ASCII (it is not shown)");
            }
        }

        @Override
        public String toString() {
            return projectUrl.toString();
        }
    }

    public SupabaseConfig {
        if (poolSize < 2 || poolSize > 100) {
            throw new IllegalArgumentException("poolSize is " + poolSize + "; it has to be 2 to 100");
        }
        if (batchSize < 1 || batchSize > 10_000) {
            throw new IllegalArgumentException("batchSize is " + batchSize + "; it has to be 2 to 10000");
        }
        if (statementTimeout.toSeconds() < 1 || statementTimeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "statementTimeout is " + statementTimeout + "; it has to be a second to an hour");
        }
    }

    /**
     * Eight connections, five thousand chunks a call, the index, a minute: fit for the smallest plan.
     *
     * @param url {@code postgresql://user:password@host:port/database}, as the dashboard shows it, or the driver's
     *     form {@code jdbc:postgresql://...}
     * @throws IllegalArgumentException with what is wrong with the URL; its text is not in the message
     */
    public static SupabaseConfig of(String url) {
        return new SupabaseConfig(PostgresUrl.parse(url), 8, 5_000, VectorScan.INDEX, Duration.ofMinutes(1), null);
    }

    /** The database as {@code user@host:port/name}, for messages. */
    public String database() {
        return url.toString();
    }

    /** The reference of the Supabase project that the URL names; empty if it names none. */
    public Optional<String> project() {
        return url.project();
    }

    /** The URL's problems, one sentence each, without its password. */
    public List<String> warnings() {
        return url.warnings();
    }

    public SupabaseConfig withPoolSize(int size) {
        return new SupabaseConfig(url, size, batchSize, vectorScan, statementTimeout, rest);
    }

    public SupabaseConfig withBatchSize(int size) {
        return new SupabaseConfig(url, poolSize, size, vectorScan, statementTimeout, rest);
    }

    public SupabaseConfig withVectorScan(VectorScan scan) {
        return new SupabaseConfig(url, poolSize, batchSize, scan, statementTimeout, rest);
    }

    public SupabaseConfig withRest(RestSide side) {
        return new SupabaseConfig(url, poolSize, batchSize, vectorScan, statementTimeout, side);
    }
}
