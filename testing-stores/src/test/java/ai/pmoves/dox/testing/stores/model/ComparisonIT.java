package ai.pmoves.dox.testing.stores.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.testing.stores.BothStores;
import ai.pmoves.dox.testing.stores.model.Comparison.Side;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that differs is found out, with all that is needed to see it again. */
class ComparisonIT {
    @AutoClose
    private final BothStores stores;

    ComparisonIT(@TempDir Path folder) throws SQLException {
        stores = new BothStores(folder, 100);
    }

    @Test
    void aStoreThatLosesRowsIsFoundOutBySomeFewSteps() throws SQLException {
        stores.changeSqlite("create trigger loses after insert on log_entries when new.level is null begin"
                + " delete from log_entries where id = new.id; end");
        var comparison = new Comparison(stores.sqlite(), stores.postgres());
        assertThatThrownBy(() -> comparison.run(4, 500))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("seed 4, step ")
                .hasMessageContaining("-Ddox.test.seed=4")
                .hasMessageContaining("These steps are enough to see this:")
                .hasMessageContaining("logs.addAll");
    }

    @Test
    void aFaultIsNoAnswerEvenIfBothStoresHaveIt() {
        var closed = stores.sqlite();
        closed.store().close();
        var comparison = new Comparison(new Side("one", closed.store(), closed.state()), closed);
        assertThatThrownBy(() -> comparison.run(1, 1)).isInstanceOf(IllegalStateException.class);
    }
}
