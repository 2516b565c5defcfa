package ai.pmoves.dox.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.pmoves.dox.domain.error.DoxException;
import ai.pmoves.dox.jooq.JooqSession;
import java.sql.Connection;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.ConnectionProvider;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** A transaction waits for a connection once: each attempt can take as long as the pool waits. */
class SessionWithoutConnectionTest {
    private final AtomicInteger attempts = new AtomicInteger();
    private final ConnectionProvider exhausted = new ConnectionProvider() {
        @Override
        public Connection acquire() {
            attempts.incrementAndGet();
            throw new DataAccessException("no connection", new SQLTransientConnectionException("all are in use"));
        }

        @Override
        public void release(Connection connection) {
            throw new IllegalStateException("there was none");
        }
    };
    private final JooqSession session =
            JooqSession.on(exhausted, exhausted, SQLDialect.SQLITE, new SqliteDialect(), Duration.ZERO);

    @Test
    void aWriteAsksOnce() {
        assertThatThrownBy(() -> session.write("rows", dsl -> dsl.execute("select 1")))
                .isInstanceOf(DoxException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aUnitOfWorkAsksOnce() {
        assertThatThrownBy(() -> session.call(() -> session.read(dsl -> dsl.fetch("select 1"))))
                .isInstanceOf(DoxException.class);
        assertThat(attempts).hasValue(1);
    }
}
