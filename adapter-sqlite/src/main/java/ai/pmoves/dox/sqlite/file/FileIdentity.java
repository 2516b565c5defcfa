package ai.pmoves.dox.sqlite.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Identifies a file without writing to it, also against a file at the same path of another machine and against a
 * replacement: by its path, the machine's id, its inode and its creation time.
 *
 * <p>Parts that a system does not report are left out. The host name is no part, since a container has another one at
 * each start. A wrong mismatch only costs time: the copy begins anew.
 */
public final class FileIdentity {
    private static final List<Path> MACHINE_IDS =
            List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));

    private static final int BYTES = 8;

    private FileIdentity() {}

    /** The path with all links followed, {@code #}, and 16 hexadecimal digits for the rest. */
    public static String of(Path file) throws IOException {
        var path = file.toRealPath();
        return path + "#" + digest(machine() + " " + inode(path) + " " + birth(path));
    }

    private static String machine() {
        for (var id : MACHINE_IDS) {
            try {
                var text = Files.readString(id).strip();
                if (!text.isEmpty()) {
                    return text;
                }
            } catch (IOException e) {
                // this machine has none there
            }
        }
        return "";
    }

    private static String inode(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.getAttribute(path, "unix:ino").toString()
                : "";
    }

    /**
     * Where a file system does not keep it, Java gives the time of the last change, which is of no use. What it does is
     * seen by the folder, which has changed since it was made: the file came into it.
     */
    private static String birth(Path path) throws IOException {
        var folder = Files.readAttributes(path.resolveSibling("."), BasicFileAttributes.class);
        return folder.creationTime().equals(folder.lastModifiedTime())
                ? ""
                : Files.readAttributes(path, BasicFileAttributes.class)
                        .creationTime()
                        .toString();
    }

    private static String digest(String text) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
