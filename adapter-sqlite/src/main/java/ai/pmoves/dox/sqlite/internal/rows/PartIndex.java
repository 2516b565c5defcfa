package ai.pmoves.dox.sqlite.internal.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

/**
 * An FTS5 index of the trigrams of a column's texts. It finds every row whose text has a part, in any case, and some that
 * have only the part's trigrams: a query has to compare the text as well.
 *
 * <p>Rows are indexed in the order of their numbers ({@code rowid}), thousands at a time. Those above the last indexed one
 * are candidates of every query.
 */
public enum PartIndex {
    LOG_MESSAGE("log_entries", "message"),
    TAG("tags", "tag"),
    API_PATH("api_endpoints", "path");

    /** How many rows wait to be indexed together: an insert of each by itself takes ten times as long. */
    private static final int WAITING = 10_000;

    /** Above so many candidates a part is common: reading the list finds a page sooner than looking them all up. */
    public static final int FEW = 10_000;

    private static final int TRIGRAM = 3;
    private static final int MAX_TRIGRAMS = 12;

    private final String table;
    private final String column;
    private final String name;
    private final String above;

    PartIndex(String table, String column) {
        this.table = table;
        this.column = column;
        this.name = "%s_%s_part".formatted(table, column);
        this.above = "(select coalesce(max(id), -1) from %s_docsize)".formatted(name);
    }

    /** Indexes the new rows, if there are many. */
    public static void addNewRows(DSLContext dsl, String table) {
        for (var index : values()) {
            if (index.table.equals(table)) {
                index.addNewRows(dsl);
            }
        }
    }

    private void addNewRows(DSLContext dsl) {
        var waiting = dsl.fetchSingle("select coalesce((select max(rowid) from %s), 0) - %s".formatted(table, above))
                .get(0, Long.class);
        if (waiting >= WAITING) {
            dsl.execute("""
                    insert into %s (rowid, %s) select rowid, replace(%2$s, char(304), char(105, 775)) from %s
                    where rowid > %s order by rowid""".formatted(name, column, table, above));
        }
    }

    /** A condition that rows with this part fulfil; empty if too many do, or the part has no usable trigram. */
    public static Optional<Condition> candidates(DSLContext dsl, Field<String> field, String part) {
        if (!(field instanceof TableField<?, ?> column)) {
            return Optional.empty();
        }
        return of(column).flatMap(index -> index.candidates(dsl, column.getTable(), query(part)));
    }

    private static Optional<PartIndex> of(TableField<?, ?> field) {
        return Arrays.stream(values())
                .filter(index -> index.column.equals(field.getName())
                        && field.getTable() != null
                        && index.table.equals(field.getTable().getName()))
                .findFirst();
    }

    private Optional<Condition> candidates(DSLContext dsl, Table<?> rows, String query) {
        var matches = "select rowid from %1$s where %1$s match ?".formatted(name);
        if (query.isEmpty() || isCommon(dsl, matches, query)) {
            return Optional.empty();
        }
        return Optional.of(DSL.condition(
                "{0}.rowid in (%s union all select rowid from %s where rowid > %s)"
                        .formatted(matches.replace("?", "{1}"), table, above),
                rows,
                DSL.val(query)));
    }

    /** Whether a query of keys, with one parameter, finds more than {@link #FEW}. */
    public static boolean isCommon(DSLContext dsl, String matches, String parameter) {
        var count = "select count(*) from (%s limit %d)".formatted(matches, FEW + 1);
        return dsl.fetchSingle(count, parameter).get(0, Integer.class) > FEW;
    }

    /** An FTS5 query of some of the part's trigrams; empty if there are none. */
    static String query(String part) {
        var trigrams = trigrams(part.replace("\u0130", "i\u0307"));
        int step = Math.ceilDiv(trigrams.size(), MAX_TRIGRAMS);
        var chosen = new ArrayList<String>();
        for (int i = 0; i < trigrams.size(); i += step) {
            chosen.add('"' + trigrams.get(i).replace("\"", "\"\"") + '"');
        }
        return String.join(" AND ", chosen);
    }

    private static List<String> trigrams(String text) {
        int[] characters = text.codePoints().toArray();
        var trigrams = new ArrayList<String>();
        for (int i = 0; i + TRIGRAM <= characters.length; i++) {
            if (Arrays.stream(characters, i, i + TRIGRAM).allMatch(PartIndex::isFoldedAlike)) {
                trigrams.add(new String(characters, i, TRIGRAM));
            }
        }
        return trigrams.stream().distinct().toList();
    }

    /**
     * Whether FTS5 takes all letters for this one that Java does. Its tables of letters are older: a letter without case is
     * safe, and one whose capital is in a block that both know. Letters got capitals later that are in other blocks.
     */
    private static boolean isFoldedAlike(int character) {
        int capital = Character.toUpperCase(character);
        return capital == character || isInKnownBlock(character) && isInKnownBlock(capital);
    }

    private static boolean isInKnownBlock(int character) {
        return character < 0x250
                || character >= 0x370 && character < 0x524 && character != 0x3F3
                || character >= 0x531 && character < 0x588
                || character >= 0x1E00 && character < 0x2000;
    }
}
