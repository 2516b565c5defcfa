package ai.pmoves.dox.jooq;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.domain.error.ErrorCode;
import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import ai.pmoves.dox.jooq.StoreDialect.Failure;
import ai.pmoves.dox.metrics.CallTimer;
import ai.pmoves.dox.metrics.RecentCalls;
import ai.pmoves.dox.ports.measure.Latencies;
import ai.pmoves.dox.ports.store.UnitOfWork;
import java.sql.BatchUpdateException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.TransactionalCallable;
import org.jooq.conf.Settings;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A store's connections as the repositories use them: reads from a pool of readers, writes in transactions, and
 * both in the caller's unit of work when there is one.
 *
 * <p>Safe for use by many threads; a unit of work belongs to the thread that runs it. jOOQ's and JDBC's own
 * exceptions do not leave it.
 */
public final class JooqSession implements UnitOfWork {
    private static final String STORE = "the store";

    private final DSLContext readers;
    private final DSLContext writers;
    private final StoreDialect dialect;
    private final ThreadLocal<@Nullable Unit> current = new ThreadLocal<>();
    private final RecentCalls calls;

    private JooqSession(DSLContext readers, DSLContext writers, StoreDialect dialect) {
        this.readers = readers;
        this.writers = writers;
        this.dialect = dialect;
        this.calls = new RecentCalls(CallTimer.of(
                "pmoves.store.calls",
                "Calls of a store, within and outside of units of work",
                "database",
                readers.family().getNameLC()));
    }

    /**
     * A session on a store's connections, which stay the caller's to close.
     *
     * @param readers for reads outside of a unit of work
     * @param writers for transactions
     * @param statementTimeout after which a statement is given up, in whole seconds; zero for never
     */
    public static JooqSession on(
            ConnectionProvider readers,
            ConnectionProvider writers,
            SQLDialect sql,
            StoreDialect dialect,
            Duration statementTimeout) {
        var settings = new Settings()
                .withExecuteLogging(false)
                .withRenderSchema(false)
                .withQueryTimeout((int) statementTimeout.toSeconds());
        return new JooqSession(DSL.using(readers, sql, settings), DSL.using(writers, sql, settings), dialect);
    }

    /** The same transaction, whose statements are not given up however long they take. */
    public static DSLContext withoutTimeout(DSLContext transaction) {
        return transaction
                .configuration()
                .deriveSettings(settings -> settings.withQueryTimeout(0))
                .dsl();
    }

    public StoreDialect dialect() {
        return dialect;
    }

    /** Reads, in the caller's unit of work if there is one. Without one, the query may be asked twice. */
    public <T> T read(Function<DSLContext, T> query) {
        var unit = current.get();
        return unit == null ? calls.time(() -> readAlone(query)) : join(STORE, unit, query);
    }

    /**
     * Like {@link #read}, for a query that hands out rows as they come: it is asked once, and as long as it takes.
     */
    public <T> T stream(Function<DSLContext, T> query) {
        var unit = current.get();
        if (unit != null) {
            return join(STORE, unit, query);
        }
        try {
            return query.apply(readers);
        } catch (DataAccessException e) {
            throw failure(STORE, e);
        }
    }

    /** The first use of a connection that broke while idle fails; another connection may work. */
    private <T> T readAlone(Function<DSLContext, T> query) {
        try {
            return query.apply(readers);
        } catch (DataAccessException e) {
            if (dialect.classify(e) != Failure.LOST) {
                throw failure(STORE, e);
            }
        }
        return stream(query);
    }

    /**
     * Writes, in the caller's unit of work or in a transaction of its own.
     *
     * @param what the rows, for messages
     */
    public <T> T write(String what, Function<DSLContext, T> statement) {
        var unit = current.get();
        return unit == null ? calls.time(() -> begin(what, true, statement)) : join(what, unit, statement);
    }

    @Override
    public <T> T call(Supplier<T> work) {
        return current.get() == null ? begin(STORE, false, dsl -> work.get()) : work.get();
    }

    /** Whether the calling thread is in a unit of work. */
    public boolean isInUnitOfWork() {
        return current.get() != null;
    }

    /** How long reads and writes took in the last minutes. */
    Latencies latencies() {
        return calls.latencies();
    }

    /** @param isCall whether the transaction is one call, and not a unit of several */
    private <T> T begin(String what, boolean isCall, Function<DSLContext, T> work) {
        var commits = new AtomicBoolean();
        try {
            return inTransaction(configuration -> {
                var unit = new Unit(configuration.dsl(), isCall);
                current.set(unit);
                try {
                    var result = work.apply(unit.dsl);
                    unit.requireSound();
                    commits.set(true);
                    return result;
                } finally {
                    current.remove();
                }
            });
        } catch (DataAccessException e) {
            throw commits.get() && dialect.classify(e) == Failure.LOST ? outcomeUnknown(what, e) : failure(what, e);
        }
    }

    /** On a connection that is asked for once: jOOQ would ask twice more if there is none, to roll back. */
    private <T> T inTransaction(TransactionalCallable<T> work) {
        return writers.connectionResult(
                connection -> writers.configuration().derive(connection).dsl().transactionResult(work));
    }

    private static DoxException outcomeUnknown(String what, DataAccessException e) {
        return new DoxException(
                ErrorCode.STORE_OUTCOME_UNKNOWN,
                "The connection broke while %s was committed: look whether it is there before it is sent again. (%s)"
                        .formatted(what.equals(STORE) ? "the change" : "the change of " + what, reason(e)),
                e);
    }

    private <T> T join(String what, Unit unit, Function<DSLContext, T> statement) {
        unit.requireSound();
        if (unit.inCall) {
            return apply(what, unit, statement);
        }
        unit.inCall = true;
        try {
            return calls.time(() -> apply(what, unit, statement));
        } finally {
            unit.inCall = false;
        }
    }

    private <T> T apply(String what, Unit unit, Function<DSLContext, T> statement) {
        try {
            return statement.apply(unit.dsl);
        } catch (DataAccessException e) {
            unit.failure = failure(what, e);
            throw unit.failure;
        }
    }

    private RuntimeException failure(String what, DataAccessException e) {
        var cause = reason(e);
        return switch (dialect.classify(e)) {
            case ROW_EXISTS ->
                new DoxException(
                        ErrorCode.ROW_EXISTS, "A row with the id of one of %s is stored already.".formatted(what), e);
            case PARENT_MISSING ->
                new DoxException(
                        ErrorCode.PARENT_MISSING,
                        "The document or artifact that %s belong to is not stored.".formatted(what),
                        e);
            case NOT_PRIMARY ->
                new DoxException(
                        ErrorCode.STORE_NOT_PRIMARY,
                        Reason.of("This store takes no writes: it is the secondary of a pair.", Remedy.USE_PRIMARY),
                        e);
            case ALL_IN_USE ->
                new DoxException(ErrorCode.STORE_BUSY, Reason.of(busy(cause), Remedy.RAISE_POOL_SIZE), e);
            case BUSY -> new DoxException(ErrorCode.STORE_BUSY, busy(cause), e);
            case TIMED_OUT -> new DoxException(ErrorCode.STORE_BUSY, timedOut(cause), e);
            case UNAVAILABLE, LOST ->
                new DoxException(ErrorCode.STORE_UNAVAILABLE, "The store is not available: %s".formatted(cause), e);
            case CORRUPT ->
                new DoxException(
                        ErrorCode.STORE_CORRUPT,
                        "The store is damaged: %s. Restore it from a backup.".formatted(cause),
                        e);
            case OTHER -> new IllegalStateException("statement on " + what + " failed: " + cause, e);
        };
    }

    private static String busy(String cause) {
        return "The store is busy; try again. (%s)".formatted(cause);
    }

    /** The driver cancels as a user would; a limit of the login or the database is told by the database. */
    private String timedOut(String cause) {
        long seconds = readers.settings().getQueryTimeout();
        return cause.contains("user request") && seconds > 0
                ? "No answer within %d s; the query was cancelled.".formatted(seconds)
                : "The database cancelled the query. (%s)".formatted(cause);
    }

    /** What the database said; a batch's own message would repeat a whole row. */
    private static String reason(DataAccessException e) {
        var cause = e.getCause();
        if (cause instanceof BatchUpdateException batch && batch.getNextException() != null) {
            cause = batch.getNextException();
        }
        return String.valueOf(cause == null ? e.getMessage() : cause.getMessage());
    }

    /** A transaction of a thread. Some databases refuse everything after a statement that failed, so all do here. */
    private static final class Unit {
        private final DSLContext dsl;
        private @Nullable RuntimeException failure;

        /** Whether a call is under way, of which further ones are a part. */
        private boolean inCall;

        Unit(DSLContext dsl, boolean inCall) {
            this.dsl = dsl;
            this.inCall = inCall;
        }

        void requireSound() {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
