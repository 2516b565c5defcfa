package ai.pmoves.dox.sqlite.internal.search;

import ai.pmoves.dox.domain.search.ModelId;
import ai.pmoves.dox.domain.search.SourceType;
import ai.pmoves.dox.jooq.binding.VectorBinding;
import ai.pmoves.dox.sqlite.internal.search.Nearest.Neighbour;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of the serving generation in memory, updated before each query with the writes of all processes.
 *
 * <p>Thread-safe: queries run concurrently, and wait while new vectors are read.
 */
final class LocalVectors {
    private static final String VERSIONS = "select embedding_version, removal_version from vector_state";
    private static final String NEW_VECTORS =
            "select chunk_no, source_type, document_id, artifact_id, embedding_version, embedding_%d"
                    + " from search_chunks where embedding_version > ? and generation = ? and embedding_model = ?";
    private static final String PRESENT =
            "select chunk_no from search_chunks where generation = ? and embedding_model = ?";
    private static final String NEW_NUMBERS = "select chunk_no from search_chunks where embedding_version > ?";

    private final DotProducts dotProducts = DotProducts.fastest();
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private @Nullable Loaded loaded;

    /** The vectors in memory, and their version. */
    private static final class Loaded {
        final long generation;
        final ModelId model;
        final VectorSet vectors;
        long embeddingVersion;
        long removalVersion;

        Loaded(long generation, ModelId model, VectorSet vectors) {
            this.generation = generation;
            this.model = model;
            this.vectors = vectors;
        }

        boolean isFor(long otherGeneration, ModelId otherModel) {
            return generation == otherGeneration && model.equals(otherModel);
        }

        boolean isAt(Versions versions) {
            return embeddingVersion >= versions.embedding() && removalVersion >= versions.removal();
        }
    }

    private record Versions(long embedding, long removal) {}

    /**
     * Returns the nearest chunks of a generation; empty if another generation is in memory by now, so that the caller
     * has to read again which one serves.
     *
     * @param dsl the caller's snapshot
     */
    Optional<List<Neighbour>> nearest(
            DSLContext dsl, long generation, ModelId model, float[] query, VectorSet.Scope scope, int limit) {
        refresh(dsl, generation, model);
        lock.readLock().lock();
        try {
            return loaded == null || !loaded.isFor(generation, model)
                    ? Optional.empty()
                    : Optional.of(loaded.vectors.nearest(query, scope, limit));
        } finally {
            lock.readLock().unlock();
        }
    }

    private void refresh(DSLContext dsl, long generation, ModelId model) {
        var versions = dsl.connectionResult(LocalVectors::versions);
        if (isCurrent(generation, model, versions)) {
            return;
        }
        lock.writeLock().lock();
        try {
            if (loaded != null && loaded.generation > generation) {
                return; // the caller's snapshot is the older one
            }
            if (loaded == null || !loaded.isFor(generation, model)) {
                loaded = new Loaded(generation, model, new VectorSet(model.dimension(), dotProducts));
                loaded.removalVersion = versions.removal();
            }
            var target = loaded;
            if (!target.isAt(versions)) {
                dsl.connection(connection -> bringUpToDate(connection, target, versions));
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    private boolean isCurrent(long generation, ModelId model, Versions versions) {
        lock.readLock().lock();
        try {
            return loaded != null && loaded.isFor(generation, model) && loaded.isAt(versions);
        } finally {
            lock.readLock().unlock();
        }
    }

    private static Versions versions(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(VERSIONS);
                var row = statement.executeQuery()) {
            row.next();
            return new Versions(row.getLong(1), row.getLong(2));
        }
    }

    private static void bringUpToDate(Connection connection, Loaded target, Versions versions) throws SQLException {
        if (target.removalVersion < versions.removal()) {
            var present = present(connection, target);
            target.vectors.retain(number -> present.get(Math.toIntExact(number)));
            target.removalVersion = versions.removal();
        }
        var sql = NEW_VECTORS.formatted(target.model.dimension());
        try (var statement = connection.prepareStatement(sql)) {
            statement.setLong(1, target.embeddingVersion);
            statement.setLong(2, target.generation);
            statement.setString(3, target.model.text());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    target.vectors.add(entry(rows));
                }
            }
        }
        target.embeddingVersion = Math.max(target.embeddingVersion, versions.embedding());
    }

    /** The vectors in memory that have not been written again since. */
    private static BitSet present(Connection connection, Loaded target) throws SQLException {
        var present = new BitSet();
        try (var statement = connection.prepareStatement(PRESENT)) {
            statement.setLong(1, target.generation);
            statement.setString(2, target.model.text());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    present.set(Math.toIntExact(rows.getLong(1)));
                }
            }
        }
        try (var statement = connection.prepareStatement(NEW_NUMBERS)) {
            statement.setLong(1, target.embeddingVersion);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    present.clear(Math.toIntExact(rows.getLong(1)));
                }
            }
        }
        return present;
    }

    private static VectorSet.Entry entry(ResultSet row) throws SQLException {
        var type = SourceType.parse(row.getString(2));
        return new VectorSet.Entry(
                row.getLong(1),
                type.orElseThrow(() -> new IllegalStateException("a chunk of unknown type")),
                row.getString(3),
                row.getString(4),
                VectorBinding.toVector(row.getBytes(6)));
    }
}
