package ai.pmoves.dox.sqlite;

import ai.pmoves.dox.ports.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An empty store in a folder of its own for each test. */
public final class SqliteStoreExtension implements BeforeEachCallback, AfterEachCallback {
    private final UnaryOperator<SqliteConfig> changes;
    private @Nullable Path folder;
    private @Nullable SqliteStore store;

    public SqliteStoreExtension() {
        this(config -> config);
    }

    /** @param changes what the store is opened with, from the usual configuration */
    public SqliteStoreExtension(UnaryOperator<SqliteConfig> changes) {
        this.changes = changes;
    }

    public Store store() {
        return sqlite();
    }

    public SqliteStore sqlite() {
        return Objects.requireNonNull(store, "no test is running");
    }

    public Path file() {
        return Objects.requireNonNull(folder, "no test is running").resolve("dox.db");
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("dox-sqlite");
        store = SqliteStore.open(changes.apply(SqliteConfig.of(file())));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        store().close();
        try (var files = Files.walk(Objects.requireNonNull(folder))) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
