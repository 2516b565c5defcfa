package ai.pmoves.dox.ingest.internal.page;

/** A picture that a document holds. Never changed, and not copied. */
public final class PageImage {
    private final String suffix;
    private final byte[] bytes;

    /** @param suffix of its files, with the dot */
    public PageImage(String suffix, byte[] bytes) {
        this.suffix = suffix;
        this.bytes = bytes;
    }

    String suffix() {
        return suffix;
    }

    byte[] bytes() {
        return bytes;
    }
}
