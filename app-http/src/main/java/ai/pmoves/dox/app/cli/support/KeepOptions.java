package ai.pmoves.dox.app.cli.support;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a command keeps the rows that it removes or replaces. */
public final class KeepOptions {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Option(
            names = "--keep",
            paramLabel = "FILE",
            description = "The file for removed or replaced rows, for \"dox backfill --replay\" (default: a new file in"
                    + " DOX_HOME/removed).")
    private @Nullable Path file;

    @Option(names = "--no-keep", description = "Do not keep them.")
    private boolean none;

    /**
     * The file to keep them in, which is not there yet; empty if they are not to be kept.
     *
     * @param command for the name of the file
     * @param store which the rows are removed from
     * @throws DoxException {@code config.invalid} for a file that is there
     */
    public Optional<RemovedRowsFile> open(DoxCommand dox, String command, String store) {
        if (none && file != null) {
            throw new DoxException(ErrorCode.CONFIG_INVALID, "Give either --keep or --no-keep, not both.");
        }
        if (none) {
            return Optional.empty();
        }
        if (file != null && Files.exists(file)) {
            throw new DoxException(
                    ErrorCode.CONFIG_INVALID,
                    "--keep names '%s', which is there already. Name a new file.".formatted(file));
        }
        return Optional.of(
                new RemovedRowsFile(file == null ? unused(dox, command) : file, store, "removed by dox " + command));
    }

    private static Path unused(DoxCommand dox, String command) {
        var folder = dox.configOfOne("sqlite", Map.of()).home().resolve("removed");
        var name = TIME.format(Instant.now()) + "-" + command.replaceAll("[^a-z]+", "-");
        var unused = folder.resolve(name + ".ndjson");
        for (int i = 2; Files.exists(unused); i++) {
            unused = folder.resolve("%s-%d.ndjson".formatted(name, i));
        }
        return unused;
    }

    /** One sentence for {@link Confirmation}: what becomes of the rows. */
    public static String sentence(Optional<RemovedRowsFile> kept) {
        return kept.map(file -> "They are kept in %s, which \"dox backfill --replay\" takes.".formatted(file.file()))
                .orElse("They are not kept (--no-keep).");
    }
}
