package ai.pmoves.dox.sqlite;

import static ai.pmoves.dox.jooq.tables.Tables.SEARCH_STATE;

import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Which generation of chunks serves.
 *
 * @param building the generation that is being made beside it, if any
 */
record SearchState(long serving, @Nullable Long building) {

    static SearchState read(DSLContext dsl) {
        return dsl.selectFrom(SEARCH_STATE)
                .fetchSingle(row -> new SearchState(
                        row.get(SEARCH_STATE.SERVING_GENERATION), row.get(SEARCH_STATE.BUILDING_GENERATION)));
    }

    /** Those that a write has to reach. */
    List<Long> generations() {
        return building == null ? List.of(serving) : List.of(serving, building);
    }

    /** The full-text index of a generation. */
    static String textTable(long generation) {
        return "chunk_text_" + generation % 2;
    }
}
