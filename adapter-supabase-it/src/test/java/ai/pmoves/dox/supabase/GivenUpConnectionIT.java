package ai.pmoves.dox.supabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.pmoves.dox.jooq.StoreDialect.Failure;
import ai.pmoves.dox.testing.postgres.PostgresServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Test;

/** What the pool says of a connection that it has given up while somebody used it. */
class GivenUpConnectionIT {
    @Test
    void itIsLostAndNoStatementOfItIsRefused() throws SQLException {
        var server = PostgresServer.shared();
        var url = server.createDatabase();
        var config = new HikariConfig();
        config.setJdbcUrl(url);
        try (var pool = new HikariDataSource(config)) {
            var connection = pool.getConnection();
            connection.close();
            var failure = catchThrowable(connection::setSavepoint);
            assertThat(failure).isInstanceOf(SQLException.class).hasMessage("Connection is closed");
            assertThat(new PostgresDialect().classify(new DataAccessException("Cannot set savepoint", failure)))
                    .isEqualTo(Failure.LOST);
        } finally {
            server.dropDatabase(url);
        }
    }
}
