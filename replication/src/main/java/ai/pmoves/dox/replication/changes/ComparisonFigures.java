package ai.pmoves.dox.replication.changes;

import ai.pmoves.dox.replication.parity.TableParity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The result of a comparison of both stores of a pair, for the journal. */
public final class ComparisonFigures {
    /** The journal step of a comparison on its own. */
    public static final String STEP = "parity.compared";

    /** The journal step of a comparison before a cutover. */
    public static final String OF_CUTOVER = "cutover.compared";

    private ComparisonFigures() {}

    /** The figures of a comparison of all tables: {@code rows}, {@code differences}, {@code awaiting_vectors}, {@code seconds}. */
    public static Map<String, Object> of(List<TableParity> tables) {
        var figures = new LinkedHashMap<String, Object>();
        figures.put("rows", tables.stream().mapToLong(TableParity::primaryRows).sum());
        figures.put(
                "differences",
                tables.stream().mapToLong(TableParity::differences).sum());
        figures.put(
                "awaiting_vectors",
                tables.stream().mapToLong(TableParity::awaitingVectors).sum());
        var time = tables.stream().map(TableParity::time).reduce(Duration.ZERO, Duration::plus);
        figures.put("seconds", time.toMillis() / 1e3);
        return figures;
    }
}
