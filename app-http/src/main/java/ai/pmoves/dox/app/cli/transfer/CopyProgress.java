package ai.pmoves.dox.app.cli.transfer;

import ai.pmoves.dox.app.cli.support.Console;
import ai.pmoves.dox.app.cli.support.Progress;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.replication.transfer.BackfillProgress;
import ai.pmoves.dox.replication.transfer.TableCopy;
import org.jspecify.annotations.Nullable;

/** Shows a copy's progress, table by table. */
final class CopyProgress implements BackfillProgress {
    private final Console console;
    private @Nullable Progress current;
    private @Nullable String said;

    CopyProgress(Console console) {
        this.console = console;
    }

    @Override
    public void begin(StoreTable table, long rows, long done) {
        current = rows == 0 ? null : Progress.start(console, table.text(), rows, done);
    }

    @Override
    public void at(StoreTable table, long rows) {
        said = null;
        if (current != null) {
            current.at(rows);
        }
    }

    @Override
    public void end(TableCopy table) {
        if (current != null) {
            current.close();
            current = null;
        }
    }

    @Override
    public void waiting(String reason) {
        if (!reason.equals(said)) {
            said = reason;
            console.note("waiting: " + reason);
        }
    }
}
