package ai.pmoves.dox.app.cli.check;

import ai.pmoves.dox.app.Blobs;
import ai.pmoves.dox.app.Dox;
import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.cli.support.Failures;
import ai.pmoves.dox.domain.error.DoxException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Looks at everything that the library needs, one thing after another, and changes none of it. */
final class Diagnostics {
    private static final long MIB = 1024L * 1024;
    private static final long LITTLE_BYTES = 1024 * MIB;
    private static final long TOO_LITTLE_BYTES = 50 * MIB;

    private Diagnostics() {}

    /** @param searchPath the folders of programs, as {@code PATH} has them */
    static List<Check> run(DoxConfig config, String searchPath) {
        var checks = new ArrayList<Check>();
        checks.add(java());
        checks.addAll(surroundings(config));
        checks.add(home(config.home()));
        checks.add(disk(config.home()));
        checks.add(Check.ok("files", Blobs.describe(config)));
        try (var embedder = Dox.openEmbedder(config)) {
            embedder.embed(List.of("Is anybody there?"));
            checks.addAll(StoreChecks.run(config, Optional.of(embedder.model())));
            checks.add(Check.ok("model", "%s on %s".formatted(embedder.model(), embedder.device())));
        } catch (DoxException e) {
            checks.addAll(StoreChecks.run(config, Optional.empty()));
            checks.add(Check.fail("model", Failures.told(e)));
        }
        checks.addAll(tools(searchPath));
        return List.copyOf(checks);
    }

    /** What can be told where the configuration itself cannot be read. */
    static List<Check> without(DoxException unreadable, String searchPath) {
        var checks = new ArrayList<>(List.of(java(), Check.fail("config", Failures.told(unreadable))));
        checks.addAll(tools(searchPath));
        return List.copyOf(checks);
    }

    private static List<Check> surroundings(DoxConfig config) {
        var clock = Clock.systemUTC();
        var checks = new ArrayList<Check>();
        checks.addAll(KeyChecks.run(config, clock));
        checks.addAll(ProjectChecks.run(config.access(), clock));
        config.ingest().doclingServe().map(DoclingCheck::run).ifPresent(checks::add);
        return checks;
    }

    private static List<Check> tools(String searchPath) {
        return List.of(
                tool(searchPath, "ffprobe", "audio and video are stored without duration and format"),
                tool(searchPath, "whisper", "audio and video are stored without a transcript"),
                tool(searchPath, "tesseract", "images are stored without their text"));
    }

    private static Check java() {
        var runtime = Runtime.version();
        var detail = "%s, at most %d MiB of memory, %d processors"
                .formatted(
                        runtime,
                        Runtime.getRuntime().maxMemory() / MIB,
                        Runtime.getRuntime().availableProcessors());
        return Check.ok("java", detail);
    }

    private static Check home(Path home) {
        if (!Files.exists(home)) {
            var above = existing(home);
            return Files.isDirectory(above) && Files.isWritable(above)
                    ? Check.ok("home", "%s is not there yet; the first command that writes makes it".formatted(home))
                    : Check.fail("home", "'%s' cannot be made: '%s' cannot be written".formatted(home, above));
        }
        return Files.isDirectory(home) && Files.isWritable(home)
                ? Check.ok("home", home.toAbsolutePath().normalize() + " is writable")
                : Check.fail("home", "cannot write to '%s'".formatted(home));
    }

    /** The folder itself, or the next above it that is there. */
    private static Path existing(Path home) {
        var folder = home.toAbsolutePath().normalize();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        return folder;
    }

    private static Check disk(Path home) {
        try {
            long free = Files.getFileStore(existing(home)).getUsableSpace();
            var detail = free / MIB + " MiB free";
            if (free < TOO_LITTLE_BYTES) {
                return Check.fail("disk", detail + "; make room");
            }
            return free < LITTLE_BYTES ? Check.warn("disk", detail + "; make room soon") : Check.ok("disk", detail);
        } catch (IOException e) {
            return Check.warn("disk", "cannot tell how much is free: " + e);
        }
    }

    private static Check tool(String searchPath, String name, String without) {
        for (var folder : searchPath.split(Pattern.quote(File.pathSeparator))) {
            if (!folder.isEmpty() && Files.isExecutable(Path.of(folder, name))) {
                return Check.ok(name, Path.of(folder, name).toString());
            }
        }
        return Check.warn(name, "not installed: " + without);
    }
}
