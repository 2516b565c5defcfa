package ai.pmoves.dox.testing.stores.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.replication.parity.Parity;
import ai.pmoves.dox.replication.parity.ParityOptions;
import ai.pmoves.dox.testing.campaign.Tier;
import ai.pmoves.dox.testing.stores.BothStores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A comparison tells what is wrong, and only that, while both stores are written to all the time. */
class BusyStoresIT {
    private static final int COMPARISONS = Tier.choose(2, 8);

    @AutoClose
    private final BothStores stores;

    private final Filled filled;

    BusyStoresIT(@TempDir Path folder) throws SQLException {
        stores = new BothStores(folder, 1_000);
        filled = Filled.into(stores.stores());
    }

    private Set<String> compare() {
        var found = new TreeSet<String>();
        new Parity(stores.stores().getFirst().rows(), stores.stores().getLast().rows())
                .compare(
                        ParityOptions.defaults(),
                        difference -> found.add(Planted.form(difference) + " " + difference),
                        table -> {});
        return found;
    }

    /** Rows for writers; the others of the same tables are left alone. */
    private List<Row> rowsOfWriters() {
        var rows = new ArrayList<Row>();
        for (var table : BusyWriters.tables()) {
            rows.addAll(filled.of(table).subList(10, filled.of(table).size()));
        }
        return rows;
    }

    @Test
    void nothingIsToldOfEqualStores() throws Exception {
        try (var writers = BusyWriters.start(stores.stores(), rowsOfWriters())) {
            for (int i = 0; i < COMPARISONS; i++) {
                long before = writers.writes();
                assertThat(compare()).isEmpty();
                assertThat(writers.writes()).isGreaterThan(before);
            }
        }
        assertThat(compare()).isEmpty();
    }

    @Test
    void whatIsWrongIsToldAllTheSame() throws Exception {
        var random = new Random(3);
        var expected = new TreeSet<String>();
        var raw = new RawRows(stores.postgresConnection(), false);
        for (var table : BusyWriters.tables()) {
            var row = filled.of(table).get(3);
            var plans = Planted.plans(filled, row, false, random);
            expected.addAll(plans.get(random.nextInt(plans.size())).apply(raw).expected());
        }
        try (var writers = BusyWriters.start(stores.stores(), rowsOfWriters())) {
            var found = new TreeSet<String>();
            compare().forEach(text -> found.add(text.substring(0, text.indexOf("] ") + 1)));
            assertThat(found).isEqualTo(expected);
            assertThat(writers.writes()).isPositive();
        }
    }
}
