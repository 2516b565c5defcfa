package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.rows.Row;
import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.domain.search.Embedding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What failures say, in the words that this project's stores share. */
class StoreMessagesTest {
    @RegisterExtension
    final SqliteStoreExtension sqlite = new SqliteStoreExtension();

    @BeforeEach
    void addADocument() {
        sqlite.store().documents().add(TestRows.document("d"));
    }

    private void write(Row row) {
        sqlite.store().rows().write(row.table(), List.of(row), null);
    }

    private static Row log(String id, String message) {
        return Row.of(StoreTable.LOG_ENTRIES, id, 1L, "d", null, null, null, null, null, message, null);
    }

    private static Row chunk(@Nullable String model, float @Nullable [] vector) {
        return Row.of(
                StoreTable.SEARCH_CHUNKS, "a", "log", null, "d", 0, "text", "hash", Json.emptyObject(), model, vector);
    }

    @Test
    void anIdThatIsTaken() {
        assertThatThrownBy(() -> sqlite.store().documents().add(TestRows.document("d")))
                .hasMessage("A row with the id of one of documents is stored already.");
    }

    @Test
    void aRowThatWasChangedMeanwhile() {
        sqlite.store().documents().update(TestRows.document("d"));
        assertThatThrownBy(() -> sqlite.store().documents().update(TestRows.document("d")))
                .hasMessage(
                        "The document d was changed meanwhile: it has revision 2, not 1; read it again before you change it.");
    }

    @Test
    void aParentThatIsMissing() {
        assertThatThrownBy(() -> sqlite.store().logs().addAll(List.of(TestRows.log("l", "nobody", "text"))))
                .hasMessage("The document or artifact that log_entries belong to is not stored.");
    }

    @Test
    void textThatCannotBeStored() {
        assertThatThrownBy(() -> write(log("bad", "nul \u0000")))
                .hasMessage("log_entries.message of the row 'bad' cannot be written: "
                        + "it has a character that no store can keep");
    }

    @Test
    void aKeyThatIsEmpty() {
        assertThatThrownBy(() -> write(log("", "text"))).hasMessage("a row of log_entries has an empty key");
    }

    @Test
    void aVectorWithoutAModel() {
        assertThatThrownBy(() -> write(chunk(null, new float[384])))
                .hasMessage("the chunk 'a' has a vector without a model, or the other way round");
    }

    @Test
    void aVectorOfAnotherDimension() {
        assertThatThrownBy(() -> write(chunk("test-model@r1/384", new float[3])))
                .hasMessage("the vector of the chunk 'a' has 3 dimensions; the stores keep 384 or 1024");
    }

    @Test
    void aVectorThatDoesNotFitItsModel() {
        var short3 = Embedding.of(new float[] {1, 0, 0});
        assertThatThrownBy(() -> sqlite.store().chunks().saveEmbeddings(TestRows.MODEL, Map.of("x", short3)))
                .hasMessageContaining("a vector of 3 dimensions for test-model@r1/384");
    }
}
