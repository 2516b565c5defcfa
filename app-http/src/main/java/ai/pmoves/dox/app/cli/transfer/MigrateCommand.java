package ai.pmoves.dox.app.cli.transfer;

import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.app.cli.support.CliJson;
import ai.pmoves.dox.app.cli.support.DoxCommand;
import ai.pmoves.dox.app.cli.support.Failures;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dox migrate}. */
@Command(
        name = "migrate",
        description = {
            "Migrates the tables of the store to the current version.",
            "",
            "The embedded store is migrated when it is opened. The shared one is migrated by a login that owns its tables,"
                    + " over the direct connection or the session pooler; the server's own login needs no such right."
        },
        footer = {
            "",
            "Examples:",
            "  dox migrate",
            "  DB_BACKEND=supabase SUPABASE_DB_URL=postgresql://postgres:PASSWORD@db.REF.supabase.co:5432/postgres \\",
            "      dox migrate",
            "  dox migrate --vector-indexes build --memory 1024"
        })
public final class MigrateCommand implements Callable<Integer> {
    private final DoxCommand dox;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "The connection string of the login that migrates (default: SUPABASE_DB_URL). Other users of"
                    + " this machine can read arguments, and a password with them; they cannot read the environment.")
    private @Nullable String url;

    @Option(
            names = "--vector-indexes",
            paramLabel = "drop|build",
            description =
                    "Drop the vector indexes of the shared store before a load of very many vectors, or build them"
                            + " while others read and write.")
    private @Nullable VectorIndexes vectorIndexes;

    @Option(
            names = "--memory",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "How much of the database's memory building may take, in MiB (default: 256); it is several"
                    + " times as slow if the index does not fit, about 2 KiB a vector.")
    private int memoryMib;

    /** What to do with the vector indexes. */
    enum VectorIndexes {
        DROP,
        BUILD
    }

    public MigrateCommand(DoxCommand dox) {
        this.dox = dox;
    }

    @Override
    public Integer call() {
        var storage = config().storage();
        return vectorIndexes == null ? migrate(storage) : changeIndexes(storage, vectorIndexes);
    }

    private int changeIndexes(DoxConfig.Storage storage, VectorIndexes change) {
        switch (change) {
            case DROP -> Stores.dropVectorIndexes(storage);
            case BUILD -> Stores.buildVectorIndexes(storage, memoryMib);
        }
        if (dox.json()) {
            dox.console().json(CliJson.write(Map.of("status", "ok")));
        } else {
            dox.console()
                    .print("%s: the vector indexes are %s."
                            .formatted(Stores.describe(storage), change == VectorIndexes.DROP ? "gone" : "there"));
        }
        return Failures.DONE;
    }

    private int migrate(DoxConfig.Storage storage) {
        int scripts = Stores.migrate(storage);
        if (dox.json()) {
            dox.console().json(CliJson.write(Map.of("status", "ok", "scripts", scripts)));
        } else {
            dox.console().print(told(storage, scripts));
        }
        return Failures.DONE;
    }

    private static String told(DoxConfig.Storage storage, int scripts) {
        return scripts == 0
                ? "%s is up to date.".formatted(Stores.describe(storage))
                : "%s: %d scripts applied.".formatted(Stores.describe(storage), scripts);
    }

    private DoxConfig config() {
        return url == null ? dox.config() : dox.configOfOne("supabase", Map.of("SUPABASE_DB_URL", url));
    }
}
