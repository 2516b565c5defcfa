package ai.pmoves.dox.bench.interruptions;

import ai.pmoves.dox.bench.interruptions.fault.TestEnvironment;
import ai.pmoves.dox.supabase.SupabaseConfig;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** The files that are copied, and how each looks in a database when nothing interrupted its copy. Immutable. */
final class Originals {
    private final Map<SourceFile, Undisturbed> undisturbed = new EnumMap<>(SourceFile.class);

    /**
     * A copy that nothing interrupted.
     *
     * @param commits how many there were on its way, with the largest batches
     * @param bytes how many the server got
     * @param milliseconds how long it took into SQLite
     */
    record Undisturbed(
            Path file,
            StoredState postgres,
            StoredState sqlite,
            CollectedRejects rejects,
            int commits,
            int bytes,
            int milliseconds) {}

    Originals(TestEnvironment ground) throws SQLException {
        for (var source : SourceFile.values()) {
            var file = ground.folder().resolve(source.name() + ".sqlite3");
            source.make(file);
            undisturbed.put(source, undisturbed(ground, file));
        }
    }

    private static Undisturbed undisturbed(TestEnvironment ground, Path file) throws SQLException {
        var rejects = new CollectedRejects();
        var copy = new Copy(file, Plan.LARGEST_BATCH, rejects);
        var database = ground.createDatabase();
        try (var proxy = ground.proxy(false)) {
            copy.into(SupabaseConfig.of(proxy.url(database)), Copy.PATIENT);
            var embedded = file.resolveSibling("undisturbed-" + file.getFileName());
            long begin = System.nanoTime();
            copy.into(embedded);
            return new Undisturbed(
                    file,
                    StoredState.ofPostgres(database),
                    StoredState.ofSqlite(embedded),
                    rejects,
                    (int) proxy.commits(),
                    (int) proxy.sentBytes(),
                    (int) Duration.ofNanos(System.nanoTime() - begin).toMillis());
        } finally {
            ground.dropDatabase(database);
        }
    }

    Undisturbed undisturbed(SourceFile file) {
        return undisturbed.get(file);
    }
}
