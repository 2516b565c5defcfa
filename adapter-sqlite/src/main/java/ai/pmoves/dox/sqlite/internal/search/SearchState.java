package ai.pmoves.dox.sqlite.internal.search;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The generations of chunks, serving and building.
 *
 * @param building the generation that is being made beside it, if any
 */
public record SearchState(long serving, @Nullable Long building) {
    private static final String READ = "select serving_generation, building_generation from search_state";

    public static SearchState read(DSLContext dsl) {
        return dsl.connectionResult(SearchState::read);
    }

    private static SearchState read(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(READ);
                var row = statement.executeQuery()) {
            row.next();
            return new SearchState(row.getLong(1), row.getObject(2) == null ? null : row.getLong(2));
        }
    }

    /** The generations that a write has to reach. */
    public List<Long> generations() {
        return building == null ? List.of(serving) : List.of(serving, building);
    }

    /** The full-text index of a generation. */
    static String textTable(long generation) {
        return "chunk_text_" + generation % 2;
    }
}
