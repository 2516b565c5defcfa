package ai.pmoves.dox.blobs;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Where the shared files are. {@link #toString} shows no key.
 *
 * @param projectUrl the project's address, such as {@code https://PROJECT.supabase.co}
 * @param serviceKey {@code sb_secret_...}, or the older JWT of the role {@code service_role}
 * @param bucket its name, of letters, digits, dots, hyphens and underscores; made if it is not there
 * @param copies a folder of this machine for copies of files that are in use
 * @param timeout how long nothing may move before a call is given up, and for how long a call that failed is
 *     repeated: up to a minute
 */
public record SupabaseBlobConfig(URI projectUrl, String serviceKey, String bucket, Path copies, Duration timeout) {
    private static final Pattern BUCKET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]+");

    public SupabaseBlobConfig {
        if (!isBucketName(bucket)) {
            throw new IllegalArgumentException(
                    "bucket is '%s'; it has to be of letters, digits, dots, hyphens and underscores".formatted(bucket));
        }
        if (!KEY.matcher(serviceKey).matches()) {
            throw new IllegalArgumentException("the service key has to be one word of ASCII (it is not shown)");
        }
        if (!timeout.isPositive() || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("timeout is " + timeout + "; it has to be up to a minute");
        }
    }

    /** With a timeout of ten seconds. */
    public static SupabaseBlobConfig of(URI projectUrl, String serviceKey, String bucket, Path copies) {
        return new SupabaseBlobConfig(projectUrl, serviceKey, bucket, copies, Duration.ofSeconds(10));
    }

    /** Whether a bucket may be called that here. */
    public static boolean isBucketName(String name) {
        return BUCKET.matcher(name).matches();
    }

    public SupabaseBlobConfig withTimeout(Duration duration) {
        return new SupabaseBlobConfig(projectUrl, serviceKey, bucket, copies, duration);
    }

    /** The bucket as people know it: its name and where it is. */
    @Override
    public String toString() {
        return "bucket '%s' at %s".formatted(bucket, projectUrl);
    }
}
