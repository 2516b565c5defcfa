package ai.pmoves.dox.sqlite.legacy;

import ai.pmoves.dox.contract.store.CopySourceContract;
import ai.pmoves.dox.ports.rows.CopySource;
import ai.pmoves.dox.testing.sqlite.DirtyLegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyFile;
import ai.pmoves.dox.testing.sqlite.LegacyVersion;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A file of the Python backend with everything odd in it passes the contract of what is copied. */
class LegacyCopySourceContractTest implements CopySourceContract {
    @TempDir
    Path folder;

    private CopySource source;

    @BeforeEach
    void open() throws Exception {
        DirtyLegacyFile.create(file());
        try (var file = LegacyFile.open(file())) {
            file.execute("create table \"%s\" (id integer)".formatted(FOREIGN_TABLE));
            file.execute("insert into \"%s\" values (1), (2)".formatted(FOREIGN_TABLE));
        }
        source = LegacyCopySource.open(file());
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Override
    public CopySource source() {
        return source;
    }

    @Override
    public Path file() {
        return folder.resolve("db.sqlite3");
    }

    @Override
    public CopySource openAgain() {
        return LegacyCopySource.open(file());
    }

    @Override
    public CopySource openAnother() {
        var other = folder.resolve("other.sqlite3");
        try {
            LegacyFile.create(other, LegacyVersion.CURRENT).close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return LegacyCopySource.open(other);
    }
}
