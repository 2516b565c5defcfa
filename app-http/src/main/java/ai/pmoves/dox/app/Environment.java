package ai.pmoves.dox.app;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import io.github.cdimascio.dotenv.Dotenv;
import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Where configuration comes from: the process's environment, over a file {@code .env}. */
public final class Environment {
    private Environment() {}

    /**
     * Returns all variables: those of the process, and those of {@code .env} in this folder that it lacks.
     *
     * @throws DoxException {@code config.invalid} if {@code .env} is there and cannot be read
     */
    public static Map<String, String> read(Path folder, Map<String, String> process) {
        try {
            var file = Dotenv.configure()
                    .directory(folder.toAbsolutePath().toString())
                    .ignoreIfMissing()
                    .load();
            var all = new HashMap<String, String>();
            for (DotenvEntry entry : file.entries(Dotenv.Filter.DECLARED_IN_ENV_FILE)) {
                all.put(entry.getKey(), entry.getValue());
            }
            all.putAll(process);
            return Map.copyOf(all);
        } catch (DotenvException e) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID,
                    "Cannot read '%s': %s. Each line has to be KEY=VALUE or begin with #."
                            .formatted(folder.resolve(".env"), e.getMessage()),
                    e);
        }
    }
}
