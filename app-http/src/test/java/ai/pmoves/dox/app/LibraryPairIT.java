package ai.pmoves.dox.app;

import static org.assertj.core.api.Assertions.assertThat;

import ai.pmoves.dox.domain.rows.StoreTable;
import ai.pmoves.dox.library.Dox;
import ai.pmoves.dox.library.DoxBuilder;
import ai.pmoves.dox.ports.store.Store;
import ai.pmoves.dox.replication.mirror.PairOptions;
import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that embeds the library with two stores. */
class LibraryPairIT {
    @TempDir
    private Path folder;

    private String database = "";

    @BeforeEach
    void makeDatabase() {
        database = MigratedDatabase.create();
    }

    @AfterEach
    void dropDatabase() {
        PostgresServer.shared().dropDatabase(database);
    }

    private DoxBuilder library() {
        return Dox.builder().home(folder.resolve("home")).pair(SupabaseConfig.of(database), PairOptions.plain(false));
    }

    @Test
    void bothStoresGetWhatIsIngested() throws IOException {
        var file = Files.writeString(folder.resolve("spend.csv"), "campaign,spend\nspring,100\nautumn,80\n");
        try (var dox = library().build();
                var shared = SupabaseStore.open(SupabaseConfig.of(database))) {
            dox.ingest(file);

            assertThat(artifacts(dox.store())).isEqualTo(1);
            Eventually.await("the shared store has the artifact").until(() -> artifacts(shared) == 1);
        }
        try (var dox = library().readOnly().build()) {
            assertThat(dox.store().name()).isEqualTo("sqlite");
            assertThat(artifacts(dox.store())).isEqualTo(1);
        }
    }

    private static long artifacts(Store store) {
        return store.rows().count(StoreTable.ARTIFACTS);
    }
}
