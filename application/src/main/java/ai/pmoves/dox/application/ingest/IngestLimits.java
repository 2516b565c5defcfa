package ai.pmoves.dox.application.ingest;

/**
 * How much of one source is taken.
 *
 * @param maxFileBytes the largest file
 */
public record IngestLimits(long maxFileBytes) {
    /** 100 MiB, as existing clients know it. */
    public static final IngestLimits DEFAULT = new IngestLimits(100L * 1024 * 1024);

    public IngestLimits {
        if (maxFileBytes < 1) {
            throw new IllegalArgumentException("maxFileBytes is " + maxFileBytes + "; it has to be at least 1");
        }
    }
}
