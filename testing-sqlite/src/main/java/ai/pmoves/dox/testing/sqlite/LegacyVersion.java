package ai.pmoves.dox.testing.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The schemas that files of the Python backend have. */
public enum LegacyVersion {
    /** By Alembic's first script: nine tables, {@code doctable.json}. */
    ALEMBIC_20251002("alembic-20251002"),
    /** By its second one: {@code tagrow.hrm_steps}. */
    ALEMBIC_20251003("alembic-20251002", "alembic-20251003"),
    /** One by the first script that a newer backend opened: three more columns at the end, all tables. */
    UPGRADED_20251002("alembic-20251002", "upgrade-on-open", "current"),
    /** One by the second script that a newer backend opened. */
    UPGRADED_20251003("alembic-20251002", "alembic-20251003", "upgrade-on-open", "current"),
    /** Made by the newest backend. */
    CURRENT("current");

    private final List<String> scripts;

    LegacyVersion(String... scripts) {
        this.scripts = List.of(scripts);
    }

    /** The statements that make its tables; one that is there already stays as it is. */
    List<String> statements() {
        return scripts.stream()
                .flatMap(script -> Arrays.stream(read(script).split(";\\s*\\R")))
                .filter(statement -> !statement.isBlank())
                .map(statement -> statement.replaceFirst("^\\s*CREATE TABLE ", "CREATE TABLE IF NOT EXISTS "))
                .toList();
    }

    private static String read(String script) {
        try (var in = LegacyVersion.class.getResourceAsStream(script + ".sql")) {
            if (in == null) {
                throw new IllegalStateException("no script " + script);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
