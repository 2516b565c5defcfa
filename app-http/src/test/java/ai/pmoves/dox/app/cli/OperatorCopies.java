package ai.pmoves.dox.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Backups of an operator's stores. No process may have a store open while one is made or restored. Not thread-safe. */
final class OperatorCopies implements AutoCloseable {
    private static final String FILE = "db.sqlite3";

    private final Path folder;
    private final String database;
    private final String name;
    private final List<String> made = new ArrayList<>();
    private boolean hasDump;
    private int files;

    OperatorCopies(Path folder, String database) {
        this.folder = folder;
        this.database = database;
        this.name = database.replaceFirst(".*/(\\w+)(\\?.*)?$", "$1");
    }

    String ofDatabase(OperatorTruth truth) {
        if (hasDump) {
            moveAway(truth, name + "_dump");
        }
        copy(name, name + "_dump");
        hasDump = true;
        return "a dump of the database";
    }

    String restoreDatabase(OperatorTruth truth) {
        if (!hasDump) {
            return "no dump to restore";
        }
        moveAway(truth, name);
        copy(name + "_dump", name);
        return "an older dump of the database is restored";
    }

    /** Renames a database; its rows still count as kept. */
    private void moveAway(OperatorTruth truth, String from) {
        var to = "%s_moved_%d".formatted(name, made.size());
        execute("alter database %s rename to %s".formatted(from, to));
        made.add(to);
        truth.alsoIn(url(to));
    }

    private void copy(String from, String to) {
        execute("create database %s template %s".formatted(to, from));
    }

    private String url(String other) {
        return database.replace("/" + name, "/" + other);
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String ofFile(Path home) {
        if (Files.exists(home.resolve(FILE))) {
            copyFiles(home, folder.resolve("copy of " + home.getFileName()));
        }
        return "a copy of the file of " + home.getFileName();
    }

    String restoreFile(Path home) {
        var copy = folder.resolve("copy of " + home.getFileName());
        if (!Files.exists(copy.resolve(FILE))) {
            return "no copy to restore";
        }
        copyFiles(home, folder.resolve("moved " + ++files));
        copyFiles(copy, home);
        return "an older copy of the file of " + home.getFileName() + " is restored";
    }

    private static void copyFiles(Path from, Path to) {
        try {
            Files.createDirectories(to);
            for (var suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(to.resolve(FILE + suffix));
                if (Files.exists(from.resolve(FILE + suffix))) {
                    Files.copy(from.resolve(FILE + suffix), to.resolve(FILE + suffix));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        made.forEach(one -> execute("drop database " + one));
        if (hasDump) {
            execute("drop database " + name + "_dump");
        }
    }
}
