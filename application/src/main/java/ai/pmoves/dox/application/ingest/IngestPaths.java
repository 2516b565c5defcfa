package ai.pmoves.dox.application.ingest;

import ai.pmoves.dox.domain.DocumentType;
import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.files.FileFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Ingests local files, folders and web addresses, each as what it is: the command line's way in.
 *
 * <p>In a folder and below it, every file of a known type is taken, in the order of names; a file named {@code
 * web_urls.txt} gives a web address per line. Other files, hidden ones and links out of the folder are passed
 * over and reported.
 */
public final class IngestPaths {
    private static final String WEB_URLS = "web_urls.txt";

    private final IngestFile files;
    private final IngestDocument documents;
    private final IngestWebPage webPages;

    public IngestPaths(IngestFile files, IngestDocument documents, IngestWebPage webPages) {
        this.files = files;
        this.documents = documents;
        this.webPages = webPages;
    }

    /**
     * What there is to ingest.
     *
     * @param sources files and addresses, in order
     * @param passedOver files of other types, in order
     */
    public record Plan(List<Source> sources, List<Path> passedOver) {}

    /** A local file or a web address. */
    public sealed interface Source {
        String name();

        /** A local file. */
        record LocalFile(Path path) implements Source {
            @Override
            public String name() {
                return path.toString();
            }
        }

        /** A web address. */
        record WebAddress(String url) implements Source {
            @Override
            public String name() {
                return url;
            }
        }
    }

    /** Whether an argument of {@link #plan} is not a path. */
    public static boolean isWebAddress(String argument) {
        return argument.matches("(?i)(https?|data):.*");
    }

    /**
     * Finds what the arguments name.
     *
     * @param arguments paths of files and folders, and addresses that begin with http:, https: or data:
     * @throws DoxException {@code path.invalid} if a path does not exist or cannot be read
     */
    public Plan plan(List<String> arguments) {
        var sources = new ArrayList<Source>();
        var passedOver = new ArrayList<Path>();
        for (var argument : arguments) {
            if (isWebAddress(argument)) {
                sources.add(new Source.WebAddress(argument));
            } else {
                var path = Path.of(argument);
                if (Files.isDirectory(path)) {
                    walk(path, sources, passedOver);
                } else if (path.getFileName() != null
                        && path.getFileName().toString().equals(WEB_URLS)) {
                    addUrls(path, sources);
                } else if (Files.isReadable(path)) {
                    sources.add(new Source.LocalFile(path));
                } else {
                    throw new DoxException(
                            ErrorCode.PATH_INVALID, "No readable file or folder at '%s'.".formatted(argument));
                }
            }
        }
        return new Plan(List.copyOf(sources), List.copyOf(passedOver));
    }

    private void walk(Path folder, List<Source> sources, List<Path> passedOver) {
        try (var tree = Files.walk(folder)) {
            for (var path : tree.filter(Files::isRegularFile).sorted().toList()) {
                var name = path.getFileName().toString();
                if (name.equals(WEB_URLS)) {
                    addUrls(path, sources);
                } else if (!name.startsWith(".") && isKnown(path)) {
                    sources.add(new Source.LocalFile(path));
                } else {
                    passedOver.add(path);
                }
            }
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** Whether a local file is of a type that can be ingested. */
    boolean isKnown(Path path) {
        return files.recognises(path)
                || switch (FileFormat.ofName(path.getFileName().toString()).ingest()) {
                    case FILE -> false;
                    case LOG -> true;
                    case API -> documents.detectApi(path).isPresent();
                };
    }

    private static void addUrls(Path file, List<Source> sources) {
        try {
            Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(url -> sources.add(new Source.WebAddress(url)));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Ingests one source; a failure is an outcome, not an exception, unless the store is away.
     *
     * @param again whether bytes that are in the library already are taken once more
     */
    public IngestOutcome ingest(Source source, String reportWeek, boolean again) {
        return switch (source) {
            case Source.WebAddress web -> webPages.ingest(web.url(), reportWeek, !again);
            case Source.LocalFile file -> ingestFile(file.path(), reportWeek, again, files::ingest);
        };
    }

    /** Like {@link #ingest}, of a file whose bytes are not taken twice; the queue reads PDFs. */
    IngestOutcome take(Path file, IngestQueue queue) {
        return ingestFile(
                file,
                "",
                false,
                upload -> upload.format() == FileFormat.PDF ? files.enqueue(upload, queue) : files.ingest(upload));
    }

    private IngestOutcome ingestFile(
            Path path, String reportWeek, boolean again, Function<Upload, IngestOutcome> readArtifact) {
        var name = path.getFileName().toString();
        try (InputStream content = Files.newInputStream(path)) {
            var upload = new Upload(name, reportWeek, content, !again);
            return switch (upload.format().ingest()) {
                case FILE -> readArtifact.apply(upload);
                case LOG -> documents.xml(upload);
                case API -> files.recognises(path) ? readArtifact.apply(upload) : ingestApi(path, upload);
            };
        } catch (DoxException e) {
            if (e.code().isOfStoreAway()) {
                throw e;
            }
            return IngestOutcome.failed(name, Optional.empty(), e);
        } catch (IOException e) {
            return IngestOutcome.failed(name, Optional.empty(), unreadable(path, e));
        }
    }

    private IngestOutcome ingestApi(Path path, Upload upload) {
        var api = documents.detectApi(path);
        return api.equals(Optional.of(DocumentType.POSTMAN)) ? documents.postman(upload) : documents.openApi(upload);
    }

    /** Tells {@code each} the outcome of every source, in order. */
    public void ingestAll(Plan plan, String reportWeek, boolean again, Consumer<IngestOutcome> each) {
        for (var source : plan.sources()) {
            each.accept(ingest(source, reportWeek, again));
        }
    }

    private static DoxException unreadable(Path path, IOException e) {
        var reason = e instanceof NoSuchFileException ? "it does not exist" : e.toString();
        return new DoxException(ErrorCode.PATH_INVALID, "Cannot read '%s': %s.".formatted(path, reason), e);
    }
}
