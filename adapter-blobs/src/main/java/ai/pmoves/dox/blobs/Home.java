package ai.pmoves.dox.blobs;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * The folder that everything lies in, and the paths within it. A name is refused if it is not a plain relative
 * one, and a path if a symbolic link leads it out of the home.
 *
 * @param path its real path, free of links
 */
record Home(Path path) {
    static final String UPLOADS = "uploads";
    static final String ARTIFACTS = "artifacts";
    private static final String INCOMING = "incoming";

    private static final Set<String> ROOTS = Set.of(UPLOADS, ARTIFACTS);

    /** Makes the folders that are not there yet. */
    static Home open(Path folder) {
        try {
            var home = new Home(Files.createDirectories(folder).toRealPath());
            for (var part : new String[] {UPLOADS, ARTIFACTS, INCOMING}) {
                home.requireInside(Files.createDirectories(home.path().resolve(part)), part);
            }
            return home;
        } catch (IOException e) {
            throw new DoxException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "Cannot use the folder '%s': %s. Choose another home, or make this one writable."
                            .formatted(folder, Failures.reason(e)),
                    e);
        }
    }

    /** Where files are while they are written. */
    Path incoming() {
        return path.resolve(INCOMING);
    }

    /** The path that a name stands for, which need not exist. */
    Path locate(String name) {
        var segments = name.split("/", -1);
        if (segments.length < 2 || !ROOTS.contains(segments[0])) {
            throw invalid(name, "it has to begin with uploads/ or artifacts/");
        }
        for (var segment : segments) {
            if (segment.isBlank() || segment.equals(".") || segment.equals("..") || segment.indexOf('\\') >= 0) {
                throw invalid(name, "every part of it has to be the name of a file or a folder");
            }
        }
        try {
            return path.resolve(name);
        } catch (InvalidPathException e) {
            throw invalid(name, e.getReason());
        }
    }

    /** The real path of something that exists. */
    Path requireInside(Path existing, String name) throws IOException {
        var real = existing.toRealPath();
        if (!real.startsWith(path)) {
            throw invalid(name, "a symbolic link leads it out of " + path);
        }
        return real;
    }

    /** Makes the folders above a file that is to be written, and returns the real path to write to. */
    Path prepare(String name) throws IOException {
        var target = locate(name);
        var parent = target.getParent();
        requireInside(nearestExisting(parent), name);
        return requireInside(Files.createDirectories(parent), name).resolve(target.getFileName());
    }

    private Path nearestExisting(Path folder) {
        var there = folder;
        while (!there.equals(path) && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        return there;
    }

    static DoxException invalid(String name, String reason) {
        return new DoxException(ErrorCode.PATH_INVALID, "Invalid path '%s': %s.".formatted(printable(name), reason));
    }

    private static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
