package ai.pmoves.dox.sqlite;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.search.ChunkQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The leg of the words: FTS5 with BM25.
 *
 * <p>FTS5 scores every chunk that matches, and looks up the length of each. Where the words of a query match very
 * many, the rarer ones decide which chunks are scored at all, and the common ones only help to rank those; the
 * rarer ones then weigh twice. Should that find too few, all that match are scored.
 */
final class TextSearch {
    /** So many chunks are scored whatever the words; more only if the rarest words alone match more. */
    static final int CANDIDATES = 10_000;

    private TextSearch() {}

    /** Returns the numbers of the best chunks with their BM25, best first. */
    static Map<Long, Double> search(DSLContext dsl, long generation, ChunkQuery query, int limit) {
        var words = TextQuery.parse(query.text());
        if (words.isEmpty()) {
            return Map.of();
        }
        var table = SearchState.textTable(generation);
        var rare = rareWords(dsl, table, words, limit);
        if (rare.isPresent()) {
            var best = ranking(dsl, table, words.anyOfThenAll(rare.get()), query, limit);
            if (best.size() == limit) {
                return best;
            }
        }
        return ranking(dsl, table, words.any(), query, limit);
    }

    /** The rarest words that match enough together, or empty if no word has to be left out for that. */
    private static Optional<List<String>> rareWords(DSLContext dsl, String table, TextQuery query, int limit) {
        if (chunksAtMost(dsl, table) <= CANDIDATES) {
            return Optional.empty();
        }
        var counts = counts(dsl, table, query);
        var byRarity = counts.keySet().stream()
                .filter(word -> counts.get(word) > 0)
                .sorted(Comparator.comparing(counts::get))
                .toList();
        var rare = new ArrayList<String>();
        long matched = 0;
        for (var word : byRarity) {
            if (matched >= limit && matched + counts.get(word) > CANDIDATES) {
                return Optional.of(rare);
            }
            rare.add(word);
            matched += counts.get(word);
        }
        return Optional.empty();
    }

    private static long chunksAtMost(DSLContext dsl, String table) {
        var numbers = DSL.table(DSL.name(table + "_docsize"));
        var number = DSL.field(DSL.name("id"), Long.class);
        var last = dsl.select(DSL.max(number)).from(numbers).fetchSingle().value1();
        var first = dsl.select(DSL.min(number)).from(numbers).fetchSingle().value1();
        return last == null || first == null ? 0 : last - first + 1;
    }

    private static Map<String, Long> counts(DSLContext dsl, String table, TextQuery query) {
        var counts = new HashMap<String, Long>();
        dsl.connection(connection -> {
            var sql = "select count(*) from %s where %s match ?".formatted(table, table);
            try (var statement = connection.prepareStatement(sql)) {
                for (var word : new LinkedHashSet<>(query.words())) {
                    statement.setString(1, TextQuery.one(word));
                    try (var row = statement.executeQuery()) {
                        row.next();
                        counts.put(word, row.getLong(1));
                    }
                }
            }
        });
        return counts;
    }

    private static Map<Long, Double> ranking(
            DSLContext dsl, String tableName, String match, ChunkQuery query, int limit) {
        var table = DSL.table(DSL.name(tableName));
        var number = DSL.field("{0}.rowid", Long.class, table);
        var rank = DSL.field("{0}.rank", Double.class, table);
        boolean filtered = !query.filter().isEmpty();
        var ranking = new LinkedHashMap<Long, Double>();
        dsl.select(number, rank)
                .from(filtered ? table.join(SEARCH_CHUNKS).on(ChunkRows.CHUNK_NO.eq(number)) : table)
                .where(DSL.condition("{0} match {1}", table, DSL.val(match)))
                .and(filtered ? ChunkConditions.of(query.filter()) : DSL.noCondition())
                .orderBy(rank, number)
                .limit(limit)
                .forEach(row -> ranking.put(row.value1(), -row.value2()));
        return ranking;
    }
}
