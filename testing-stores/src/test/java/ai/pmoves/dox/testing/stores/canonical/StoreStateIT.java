package ai.pmoves.dox.testing.stores.canonical;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.Artifact;
import ai.pmoves.dox.domain.Document;
import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.Id;
import ai.pmoves.dox.domain.Json;
import ai.pmoves.dox.domain.Tag;
import ai.pmoves.dox.domain.search.Chunk;
import ai.pmoves.dox.domain.search.Embedding;
import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.ports.search.ChunkIndex.EmbeddedChunk;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.testing.stores.BothStores;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Equal stores are equal in canonical form, and the least difference shows and is named. */
class StoreStateIT {
    @AutoClose
    private final BothStores stores;

    StoreStateIT(@TempDir Path folder) throws SQLException {
        stores = new BothStores(folder, 100);
        stores.stores().forEach(StoreStateIT::fill);
    }

    private static void fill(Store store) {
        var extras = new LinkedHashMap<String, Object>();
        extras.put("z", List.of(1, "one"));
        extras.put("n", 1.0);
        for (var id : List.of("a", "b")) {
            store.artifacts()
                    .add(new Artifact(
                            Id.of(id),
                            "name",
                            "path",
                            ".pdf",
                            null,
                            null,
                            null,
                            Json.of(extras),
                            null,
                            Instant.parse("0001-02-03T04:05:06.000007Z"),
                            1));
        }
        store.documents().add(new Document(Id.of("d"), null, "path", DocumentType.XML, null, null, null, null, 1));
        store.tags().addAll(List.of(new Tag(Id.of("t"), Id.of("d"), "tag", 0.3, null, null, 1)));
        var vector = new float[384];
        vector[0] = 0.6f;
        vector[383] = -0.8f;
        var chunk = new Chunk(Id.of("c"), SourceType.LOG, null, null, 0, "text", Json.NULL);
        var model = new ModelId("test", "r1", 384);
        store.chunks().putEmbedded(model, List.of(new EmbeddedChunk(chunk, Embedding.of(vector))));
    }

    private List<String> differences() {
        return stores.sqlite()
                .state()
                .get()
                .differencesTo(stores.postgres().state().get());
    }

    @Test
    void equalStoresAreEqualWhateverTheirTypes() throws SQLException {
        assertThat(differences()).isEmpty();
        assertThat(stores.sqlite().state().get().rows()).hasSize(5);
        stores.changeSqlite(
                "update artifacts set seq = seq + 7, extras = ' { \"n\":2, \"n\" : 1.0, \"z\":[1, \"one\"]}'");
        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            update artifacts set filename = 'name ' where id = 'b'           | filename of artifacts b: 'name ', but 'name'
            update artifacts set report_week = '' where id = 'b'             | report_week of artifacts b: '', but NULL
            update artifacts set extras = json_quote(concat(extras))         | extras of artifacts a: '\"
            update artifacts set extras = replace(extras, '1.0', '1')        | extras of artifacts a: '{\"n\":1,
            update artifacts set extras = replace(extras, '1,', '1.0,')      | extras of artifacts a: '{\"n\":1.0,\"z\":[1.0,
            update artifacts set created_at = '0001-02-03T04:05:06.000008Z'  | created_at of artifacts a
            update artifacts set seq = -seq                                  | in its place artifacts b, but artifacts a
            update tags set score = 0.30000000000000004                      | score of tags t: '3fd3333333333334', but '3fd3333333333333'
            update search_chunks set embedding_384 = zeroblob(1536)          | embedding_384 of search_chunks c
            update search_chunks set embedding_model = 'test@r2/384'         | embedding_model of search_chunks c
            delete from tags                                                 | 4 rows, but 5
            delete from artifacts where id = 'a'                             | in its place artifacts b, but artifacts a
            """)
    void theLeastDifferenceIsNamed(String sql, String named) throws SQLException {
        stores.changeSqlite(sql);
        assertThat(differences()).singleElement().asString().startsWith(named);
    }
}
