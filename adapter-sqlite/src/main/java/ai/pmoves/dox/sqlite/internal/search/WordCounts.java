package ai.pmoves.dox.sqlite.internal.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * About how many chunks contain a word: counted if they are few, and otherwise estimated from their density at some
 * places of the index. FTS5 can only count a common word by walking all of its chunks.
 */
final class WordCounts {
    private static final int COUNTED = 1_000;
    private static final int PLACES = 4;
    private static final String FIRST_CHUNKS = """
            select count(*), max(rowid) from (
                select rowid from %1$s where %1$s match ? and rowid between ? and ? order by rowid limit ?)""";

    private final PreparedStatement statement;
    private final Range range;

    private WordCounts(PreparedStatement statement, Range range) {
        this.statement = statement;
        this.range = range;
    }

    /** Consecutive numbers of chunks, some of which may be gone. */
    record Range(long first, long last) {

        /** All numbers that a full-text index has. */
        static Range of(Connection connection, String table) throws SQLException {
            var sql = "select (select min(id) from %1$s), (select max(id) from %1$s)".formatted(table + "_docsize");
            try (var statement = connection.prepareStatement(sql);
                    var row = statement.executeQuery()) {
                row.next();
                return row.getObject(1) == null ? new Range(1, 0) : new Range(row.getLong(1), row.getLong(2));
            }
        }

        long size() {
            return last - first + 1;
        }

        private Range part(int index, int parts) {
            return new Range(first + size() * index / parts, first + size() * (index + 1) / parts - 1);
        }
    }

    static Map<String, Long> of(Connection connection, String table, Range range, Collection<String> words)
            throws SQLException {
        try (var statement = connection.prepareStatement(FIRST_CHUNKS.formatted(table))) {
            var counts = new WordCounts(statement, range);
            var byWord = new HashMap<String, Long>();
            for (var word : words) {
                if (!byWord.containsKey(word)) {
                    byWord.put(word, counts.count(word));
                }
            }
            return byWord;
        }
    }

    private long count(String word) throws SQLException {
        long count = extrapolate(word, range, COUNTED);
        if (count < COUNTED) {
            return count;
        }
        count = 0;
        for (int i = 0; i < PLACES; i++) { // one document may be full of a word that the others do not have
            count += extrapolate(word, range.part(i, PLACES), COUNTED / PLACES);
        }
        return count;
    }

    /** Concludes from the first chunks of a range, at most {@code limit}, how many there are in all of it. */
    private long extrapolate(String word, Range part, int limit) throws SQLException {
        statement.setString(1, TextQuery.one(word));
        statement.setLong(2, part.first());
        statement.setLong(3, part.last());
        statement.setInt(4, limit);
        try (var row = statement.executeQuery()) {
            row.next();
            long found = row.getLong(1);
            return found < limit ? found : found * part.size() / (row.getLong(2) - part.first() + 1);
        }
    }
}
