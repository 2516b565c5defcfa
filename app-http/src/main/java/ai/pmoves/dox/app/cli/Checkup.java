package ai.pmoves.dox.app.cli;

import ai.pmoves.dox.app.Blobs;
import ai.pmoves.dox.app.Dox;
import ai.pmoves.dox.app.DoxConfig;
import ai.pmoves.dox.app.Stores;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.ports.store.Page;
import ai.pmoves.dox.ports.store.PageRequest;
import ai.pmoves.dox.ports.store.Pages;
import ai.pmoves.dox.ports.store.RestHealth;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Looks at everything that the library needs, one thing after another. */
final class Checkup {
    private static final long MIB = 1024L * 1024;
    private static final long LITTLE_BYTES = 1024 * MIB;
    private static final long TOO_LITTLE_BYTES = 50 * MIB;

    private Checkup() {}

    /** @param searchPath the folders of programs, as {@code PATH} has them */
    static List<Check> run(DoxConfig config, String searchPath) {
        var checks = new ArrayList<Check>();
        checks.add(java());
        checks.addAll(surroundings(config));
        try (var dox = Dox.open(config)) {
            checks.add(home(config.home()));
            checks.add(disk(config.home()));
            checks.add(Check.ok("files", Blobs.describe(config)));
            checks.add(store(dox, config));
            dox.store().health().warnings().forEach(warning -> checks.add(Check.warn("store", warning)));
            checks.addAll(model(dox));
            Optional.ofNullable(dox.store().health().rest()).ifPresent(rest -> checks.add(rest(rest)));
        } catch (DoxException e) {
            checks.add(Check.fail("store", Failures.told(e)));
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
        try {
            Files.delete(Files.createTempFile(home, "doctor", ".tmp"));
            return Check.ok("home", home.toRealPath() + " is writable");
        } catch (IOException e) {
            return Check.fail("home", "cannot write to '%s': %s".formatted(home, e));
        }
    }

    private static Check disk(Path home) {
        try {
            long free = Files.getFileStore(home).getUsableSpace();
            var detail = free / MIB + " MiB free";
            if (free < TOO_LITTLE_BYTES) {
                return Check.fail("disk", detail + "; make room");
            }
            return free < LITTLE_BYTES ? Check.warn("disk", detail + "; make room soon") : Check.ok("disk", detail);
        } catch (IOException e) {
            return Check.warn("disk", "cannot tell how much is free: " + e);
        }
    }

    private static Check store(Dox dox, DoxConfig config) {
        try {
            dox.store().ping();
            long artifacts = count(dox.store().artifacts()::list);
            long documents = count(page -> dox.store().documents().list(Optional.empty(), page));
            return Check.ok(
                    "store",
                    "%s at %s: %d artifacts, %d documents"
                            .formatted(dox.store().name(), Stores.describe(config.storage()), artifacts, documents));
        } catch (DoxException e) {
            return Check.fail("store", Failures.told(e));
        }
    }

    private static <T> long count(Function<PageRequest, Page<T>> list) {
        return StreamSupport.stream(Pages.all(list).spliterator(), false).count();
    }

    private static List<Check> model(Dox dox) {
        try {
            var embedder = dox.embedder();
            embedder.embed(List.of("Is anybody there?"));
            dox.agreeOnModel();
            var counts = dox.store().chunks().count(embedder.model());
            var index = "%d chunks, %d without a vector".formatted(counts.chunks(), counts.pending());
            return List.of(
                    Check.ok("model", "%s on %s".formatted(embedder.model(), embedder.device())),
                    counts.pending() == 0
                            ? Check.ok("index", index)
                            : Check.warn("index", index + "; 'dox rebuild' or the server embeds them"));
        } catch (DoxException e) {
            return List.of(Check.fail("model", Failures.told(e)));
        }
    }

    private static Check rest(RestHealth rest) {
        return rest.reason()
                .map(reason -> Check.warn("rest", reason + "; devices cannot read the tables at SUPABASE_URL"))
                .orElseGet(() -> Check.ok("rest", "devices can read the tables at SUPABASE_URL"));
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
