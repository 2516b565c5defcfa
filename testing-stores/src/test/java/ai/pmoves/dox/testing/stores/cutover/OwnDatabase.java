package ai.pmoves.dox.testing.stores.cutover;

import ai.pmoves.dox.supabase.SupabaseConfig;
import ai.pmoves.dox.supabase.SupabaseStore;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty shared store for each test. */
final class OwnDatabase implements BeforeEachCallback, AfterEachCallback {
    private String url = "";

    @Override
    public void beforeEach(ExtensionContext context) {
        url = PostgresServer.shared()
                .createDatabase("dox", template -> SupabaseStore.migrate(SupabaseConfig.of(template)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        PostgresServer.shared().dropDatabase(url);
    }

    String url() {
        return url;
    }
}
