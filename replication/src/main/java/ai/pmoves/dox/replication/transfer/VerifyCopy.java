package ai.pmoves.dox.replication.transfer;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.ports.rows.CopyTarget;
import ai.pmoves.dox.replication.parity.Difference;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Compares the target of a copy with its source, row by row. Rows that only the target has do not count. A row that was
 * rejected or corrected is no difference. Not thread-safe.
 */
public final class VerifyCopy {
    private final CopySource source;
    private final CopyTarget target;
    private final RejectedRows rejectedRows;
    private final Map<StoreTable, Corrections> corrections = new EnumMap<>(StoreTable.class);
    private final Map<StoreTable, Long> rejected = new EnumMap<>(StoreTable.class);
    private long corrected;
    private long differences;

    public VerifyCopy(CopySource source, CopyTarget target, RejectedRows rejectedRows) {
        this.source = source;
        this.target = target;
        this.rejectedRows = rejectedRows;
    }

    /**
     * Compares; to be called once.
     *
     * @param unexplained receives each difference that counts
     * @throws ai.pmoves.dox.domain.error.DoxException {@code store.unavailable} if a side cannot be read
     */
    public CopyVerification run(ParityOptions options, Consumer<Difference> unexplained) {
        var parity = new Parity(source, target)
                .compare(options.asSubset(), difference -> sort(difference, unexplained), table -> {});
        long rows = 0;
        for (var table : parity) {
            long damaged = Math.max(0, source.count(table.table()) - table.primaryRows()); // none of which is compared
            rows += table.primaryRows() + damaged;
            if (damaged > 0) {
                long mended = correctionsOf(table.table()).ofDamaged(source);
                corrected += mended;
                rejected.merge(table.table(), Math.max(0, damaged - mended), Long::sum);
            }
        }
        return new CopyVerification(parity, rows, rejected, corrected, differences);
    }

    private void sort(Difference difference, Consumer<Difference> unexplained) {
        if (rejectedRows.contains(difference.table(), difference.key())) {
            rejected.merge(difference.table(), 1L, Long::sum);
        } else if (difference.primary() != null
                && correctionsOf(difference.table()).contains(difference.primary())) {
            corrected++;
        } else {
            differences++;
            unexplained.accept(difference);
        }
    }

    private Corrections correctionsOf(StoreTable table) {
        return corrections.computeIfAbsent(table, of -> new Corrections(target, of));
    }
}
