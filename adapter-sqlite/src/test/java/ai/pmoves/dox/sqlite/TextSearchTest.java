package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.search.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** More chunks match than are scored whatever the words. */
class TextSearchTest {
    private static final int CHUNKS = TextSearch.CANDIDATES + 2_000;

    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension();

    private void fill() {
        sqlite.store().documents().add(TestRows.document("d1"));
        var chunks = new ArrayList<Chunk>();
        for (int i = 0; i < CHUNKS; i++) {
            var text = "common words everywhere"
                    + (i % 1_000 == 7 ? " rare" : "")
                    + (i % 5_000 == 7 ? " unique" : "")
                    + (i == 5_007 ? " unique rare" : "");
            chunks.add(TestRows.chunk(String.valueOf(i), "d1", text));
        }
        sqlite.store().chunks().put(chunks);
    }

    @Test
    void rareWordsDecideAndCommonOnesAreStillFound() {
        fill();
        assertThat(TestRows.search(sqlite.store(), "common rare"))
                .hasSize(10)
                .allMatch(id -> Integer.parseInt(id.substring("log:".length())) % 1_000 == 7);
        assertThat(TestRows.search(sqlite.store(), "rare unique common everywhere"))
                .hasSize(10)
                .startsWith("log:5007");
        assertThat(TestRows.search(sqlite.store(), "common")).hasSize(10);
        assertThat(TestRows.search(sqlite.store(), "common nowhere")).hasSize(10);
    }

    @Test
    void whatTheRareWordsLeaveOpenTheCommonOnesFill() {
        fill();
        var found = TestRows.search(sqlite.store(), "unique common");
        assertThat(found).hasSize(10);
        assertThat(found.subList(0, 3)).containsExactlyInAnyOrder("log:7", "log:5007", "log:10007");
        assertThat(TestRows.search(sqlite.store(), "nothing of this")).isEqualTo(List.of());
    }
}
