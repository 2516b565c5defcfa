package ai.pmoves.dox.sqlite.internal.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.ChunkFilter;
import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.domain.search.SearchMode;
import ai.pmoves.dox.sqlite.SqliteStoreExtension;
import ai.pmoves.dox.sqlite.TestRows;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Six words: all have "entry", nearly half "usual" or "normal", the beginning alone "early", few "seldom". */
    private void fillUnevenly() {
        sqlite.store().documents().add(TestRows.document("d1"));
        var chunks = new ArrayList<Chunk>();
        for (int i = 0; i < CHUNKS; i++) {
            var text = "entry"
                    + (i % 20 < 9 ? " usual" : "")
                    + (i / 7 % 20 < 9 ? " normal" : "")
                    + (i < 1_500 ? " early" : "")
                    + (i % 100 == 7 ? " seldom" : "")
                    + " filler".repeat(i % 13);
            chunks.add(TestRows.chunk(String.valueOf(i), "d1", text));
        }
        sqlite.store().chunks().put(chunks);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "seldom usual normal",
                "entry seldom usual normal",
                "seldom normal usual usual normal usual",
                "early usual normal",
                "entry seldom early usual normal nowhere",
            })
    void scoringFewerRanksAsScoringAllWould(String words) throws Exception {
        fillUnevenly();
        var query = new ChunkQuery(SearchMode.TEXT, words, Optional.empty(), ChunkFilter.NONE, 10);
        var scored = sqlite.store().chunks().search(query);
        var all = scoreAll(words);
        assertThat(scored).extracting(hit -> hit.chunk().id().value()).isEqualTo(new ArrayList<>(all.keySet()));
        var scores = List.copyOf(all.values());
        for (int i = 0; i < scored.size(); i++) {
            assertThat(scored.get(i).textScore().orElseThrow()).isCloseTo(scores.get(i), withinPercentage(0.01));
        }
    }

    /** The best ten of all that match, as FTS5 ranks them by itself. */
    private Map<String, Double> scoreAll(String words) throws Exception {
        var sql = """
                select id, -rank from (select rowid as number, rank from chunk_text_1 where chunk_text_1 match ?)
                join search_chunks on chunk_no = number order by rank, number limit 10""";
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + sqlite.file());
                var statement = connection.prepareStatement(sql)) {
            statement.setString(1, words.replace(" ", " OR "));
            var best = new LinkedHashMap<String, Double>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    best.put(rows.getString(1), rows.getDouble(2));
                }
            }
            return best;
        }
    }
}
