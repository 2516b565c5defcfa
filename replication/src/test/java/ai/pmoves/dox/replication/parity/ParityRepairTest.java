package ai.pmoves.dox.replication.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.contract.store.OddRows;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.ports.rows.StoreRows;
import ai.pmoves.dox.replication.support.MemoryHub;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParityRepairTest {
    private final MemoryHub secondary = new MemoryHub();

    @AfterEach
    void close() {
        secondary.close();
    }

    private StoreRows rows() {
        return secondary.direct().store().rows();
    }

    private ParityRepair repair(Row... missing) {
        var repair = new ParityRepair(rows());
        for (var row : missing) {
            repair.accept(new Difference(row.table(), row.id(), row, null));
        }
        return repair;
    }

    @Test
    void aRowThatIsRejectedBlocksNoOtherOne() {
        OddRows.parents().forEach(parent -> rows().write(parent.table(), List.of(parent), null));
        secondary.refuse("tags", "new.id = 'b'");

        var repair = repair(
                OddRows.of(StoreTable.TAGS, "a", 0),
                OddRows.of(StoreTable.TAGS, "b", 0),
                OddRows.of(StoreTable.TAGS, "c", 0));

        assertThat(repair.finish()).isEqualTo(2);
        assertThat(repair.refusals())
                .singleElement()
                .asString()
                .startsWith("tags b: ")
                .contains("poisoned");
        assertThat(rows().missing(StoreTable.TAGS, List.of("a", "b", "c"))).containsExactly("b");
    }

    @Test
    void aVectorOfAnotherModelIsRejectedAndTheOthersAreKept() {
        rows().write(StoreTable.SEARCH_CHUNKS, List.of(chunk("there", "a")), null);

        var repair = repair(chunk("foreign", "b"), chunk("missing", "a"));

        assertThat(repair.finish()).isEqualTo(1);
        assertThat(repair.refusals()).singleElement().asString().startsWith("search_chunks foreign: ");
        assertThat(rows().find(StoreTable.SEARCH_CHUNKS, List.of("foreign", "missing")))
                .containsExactly(chunk("missing", "a"));
    }

    private static Row chunk(String id, String model) {
        return Row.of(
                StoreTable.SEARCH_CHUNKS,
                id,
                "log",
                null,
                null,
                0,
                "text",
                "hash",
                Json.emptyObject(),
                model + "@r1/384",
                OddRows.vector(0));
    }
}
