package ai.pmoves.dox.supabase.parity;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.Column;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.supabase.parity.Schema.Part;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables that are copied and compared are those that both stores have, with all that they are made of. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreTableIT {
    /** What each store has for itself. */
    private static final List<String> NOT_COPIED = List.of(
            "column search_chunks.generation",
            "column search_chunks.chunk_no",
            "column search_chunks.embedding_version",
            "column search_chunks.words",
            "column search_chunks.word_count");

    private static final List<String> OTHER_TABLES = List.of(
            "table api_endpoint_tags",
            "table search_state",
            "table vector_state",
            "table transfer_checkpoints",
            "table dox.transfer_checkpoints",
            "table transfer_corrections",
            "table dox.transfer_corrections",
            "table sync_state",
            "table sync_touched",
            "table sync_changes",
            "table sync_dead_letters",
            "table sync_places",
            "table sync_history",
            "table sync_checkpoints",
            "table sync_confirmed_removals",
            "table dox.sync_state",
            "table dox.sync_changes",
            "table dox.sync_conflicts",
            "table dox.sync_devices",
            "table dox.sync_history",
            "table dox.word_counts");

    private List<Schema> schemas;

    @BeforeAll
    void read(@TempDir Path folder) throws SQLException {
        try (var stores = new BothStores(folder)) {
            schemas = stores.schemas();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTableHasTheseColumns(StoreTable table) {
        var expected = new TreeMap<String, String>();
        for (var column : table.columns()) {
            expected.putAll(definitions(table, column));
        }
        for (var schema : schemas) {
            var columns = parts(schema, table, "column ");
            columns.keySet().removeAll(NOT_COPIED);
            columns.replaceAll((name, definition) -> definition.replaceFirst(" default .*", ""));
            assertThat(columns).isEqualTo(expected);
        }
    }

    private static Map<String, String> definitions(StoreTable table, Column column) {
        var name = "column " + table.text() + "." + column.name();
        var type =
                switch (column.type()) {
                    case TEXT -> "text";
                    case INTEGER -> "integer";
                    case BIGINT -> "bigint";
                    case DOUBLE -> "double precision";
                    case BOOLEAN -> "boolean";
                    case JSON -> "jsonb";
                    case TIME -> "timestamp with time zone";
                    case VECTOR -> "vector(%s)";
                };
        return type.startsWith("vector")
                ? Map.of(name + "_384", type.formatted(384), name + "_1024", type.formatted(1024))
                : Map.of(name, type + (column.isRequired() ? " not null" : ""));
    }

    private static TreeMap<String, String> parts(Schema schema, StoreTable table, String kind) {
        return schema.parts().values().stream()
                .filter(part -> part.table().equals(table.text()) && part.name().startsWith(kind))
                .collect(Collectors.toMap(Part::name, Part::definition, (one, other) -> one, TreeMap::new));
    }

    @ParameterizedTest
    @EnumSource
    void aTableHasThisKeyAndTheseParents(StoreTable table) {
        var parents = new TreeMap<String, String>();
        table.parents()
                .forEach((column, parent) -> parents.put(
                        "foreign key %s (%s)".formatted(table.text(), column),
                        "references %s (id) on delete cascade on update no action".formatted(parent.text())));
        var key = table == StoreTable.SEARCH_CHUNKS
                ? Map.of("unique search_chunks (generation, id)", "unique on search_chunks (generation, id)")
                : Map.of("primary key " + table.text(), "(" + table.key().name() + ")");
        for (var schema : schemas) {
            assertThat(parts(schema, table, "foreign key ")).isEqualTo(parents);
            assertThat(schema.parts().values().stream().collect(Collectors.toMap(Part::name, Part::definition)))
                    .containsAllEntriesOf(key);
        }
    }

    @ParameterizedTest
    @EnumSource
    void parentsComeBeforeTheirChildren(StoreTable table) {
        assertThat(table.parents().values()).allMatch(parent -> parent.ordinal() < table.ordinal());
    }

    @Test
    void noTableIsForgotten() {
        for (var schema : schemas) {
            var tables = schema.parts().values().stream()
                    .filter(part -> part.name().startsWith("table ")
                            && part.definition().equals("table"))
                    .map(Part::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            OTHER_TABLES.forEach(tables::remove);
            for (var table : StoreTable.values()) {
                assertThat(tables.remove("table " + table.text()))
                        .as(table.text())
                        .isTrue();
            }
            assertThat(tables).isEmpty();
        }
    }
}
