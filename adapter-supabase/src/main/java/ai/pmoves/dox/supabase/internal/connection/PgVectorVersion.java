package ai.pmoves.dox.supabase.internal.connection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A version of pgvector, with its known defects. */
public record PgVectorVersion(int major, int minor, int patch) implements Comparable<PgVectorVersion> {
    static final PgVectorVersion ITERATIVE_SCAN = new PgVectorVersion(0, 8, 0);
    private static final PgVectorVersion SOUND_PARALLEL_BUILD = new PgVectorVersion(0, 8, 2);
    private static final PgVectorVersion SOUND_VACUUM = new PgVectorVersion(0, 8, 4);

    public static PgVectorVersion parse(String text) {
        var parts = Arrays.stream(text.split("[^0-9]+"))
                .filter(part -> !part.isEmpty())
                .map(Integer::parseInt)
                .toList();
        return new PgVectorVersion(part(parts, 0), part(parts, 1), part(parts, 2));
    }

    private static int part(List<Integer> parts, int index) {
        return index < parts.size() ? parts.get(index) : 0;
    }

    /** Whether an index may be built by several workers at once. */
    public boolean buildsInParallel() {
        return compareTo(SOUND_PARALLEL_BUILD) >= 0;
    }

    List<String> warnings() {
        var warnings = new ArrayList<String>();
        if (compareTo(ITERATIVE_SCAN) < 0) {
            warnings.add("pgvector %s cannot search on while a filter leaves too few; upgrade to 0.8.4 or later"
                    .formatted(this));
        }
        if (compareTo(SOUND_PARALLEL_BUILD) < 0) {
            warnings.add(
                    "pgvector %s may write beyond a buffer when several workers build an index; indexes are built by one until it is upgraded"
                            .formatted(this));
        }
        if (compareTo(SOUND_VACUUM) < 0) {
            warnings.add("pgvector %s may fail to insert while a table is vacuumed; upgrade to 0.8.4 or later"
                    .formatted(this));
        }
        return List.copyOf(warnings);
    }

    @Override
    public int compareTo(PgVectorVersion other) {
        return Arrays.compare(new int[] {major, minor, patch}, new int[] {other.major, other.minor, other.patch});
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
