package ai.pmoves.dox.supabase.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both stores have the same tables, but for what is listed in {@code allowed-differences.txt}. */
class SchemaParityIT {
    @TempDir
    Path folder;

    private BothStores stores;

    @BeforeEach
    void open() throws SQLException {
        stores = new BothStores(folder);
    }

    @AfterEach
    void close() throws SQLException {
        stores.close();
    }

    @Test
    void nothingDiffersButWhatIsAllowedAndAllOfThatDoes() throws SQLException {
        assertThat(stores.violations()).isEmpty();
    }

    @Test
    void everyKindOfPartIsRead() throws SQLException {
        for (var schema : stores.schemas()) {
            assertThat(schema.parts().keySet())
                    .contains(
                            "table artifacts",
                            "column artifacts.id",
                            "primary key artifacts",
                            "foreign key documents (artifact_id)",
                            "unique search_chunks (generation, id)",
                            "check search_state (id = 1)",
                            "index tags_tag",
                            "script 20261122000000");
        }
    }
}
