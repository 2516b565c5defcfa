package ai.pmoves.dox.sqlite.internal.search;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_CHUNKS;

import ai.pmoves.dox.domain.search.ChunkQuery;
import ai.pmoves.dox.sqlite.internal.search.TextQuery.Match;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * The full-text leg: FTS5 with BM25.
 *
 * <p>FTS5 scores every chunk that matches, and looks up the length of each. Where the words of a query match very many,
 * the rarer ones decide which chunks are scored at all, and the others only help to rank those. Words that more than
 * half of the chunks have are left out then: BM25 gives them no weight. Should that find too few, all that match are
 * scored.
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
        var narrowed = dsl.connectionResult(connection -> narrowed(connection, table, words, limit));
        if (narrowed.isPresent()) {
            var best = ranking(dsl, table, narrowed.get(), query, limit);
            if (best.size() == limit) {
                return best;
            }
        }
        return ranking(dsl, table, words.any(), query, limit);
    }

    /** A query that matches fewer chunks with the same ranking; empty if all matches can be scored. */
    private static Optional<Match> narrowed(Connection connection, String table, TextQuery query, int limit)
            throws SQLException {
        var range = WordCounts.Range.of(connection, table);
        if (range.size() <= CANDIDATES) {
            return Optional.empty();
        }
        var counts = WordCounts.of(connection, table, range, query.words());
        var known = query.only(word -> counts.get(word) > 0);
        var telling = known.only(word -> counts.get(word) <= range.size() / 2);
        var used = telling.isEmpty() ? known : telling;
        var rarest = rarest(used.words(), counts, limit);
        return rarest.containsAll(known.words()) ? Optional.empty() : Optional.of(used.anyOf(rarest));
    }

    /** The rarest words that match enough together. */
    private static Set<String> rarest(List<String> words, Map<String, Long> counts, int limit) {
        var rarest = new HashSet<String>();
        long matched = 0;
        for (var word : words.stream()
                .distinct()
                .sorted(Comparator.comparing(counts::get))
                .toList()) {
            if (matched >= limit && matched + counts.get(word) > CANDIDATES) {
                break;
            }
            rarest.add(word);
            matched += counts.get(word);
        }
        return rarest;
    }

    private static Map<Long, Double> ranking(
            DSLContext dsl, String tableName, Match match, ChunkQuery query, int limit) {
        var table = DSL.table(DSL.name(tableName));
        var number = DSL.field("{0}.rowid", Long.class, table);
        var rank = DSL.field("{0}.rank", Double.class, table);
        boolean filtered = !query.filter().isEmpty();
        var ranking = new LinkedHashMap<Long, Double>();
        dsl.select(number, rank)
                .from(filtered ? table.join(SEARCH_CHUNKS).on(ChunkRows.CHUNK_NO.eq(number)) : table)
                .where(DSL.condition("{0} match {1}", table, DSL.val(match.text())))
                .and(filtered ? ChunkConditions.of(query.filter()) : DSL.noCondition())
                .orderBy(rank, number)
                .limit(limit)
                .forEach(row -> ranking.put(row.value1(), -row.value2() / match.times()));
        return ranking;
    }
}
