package ai.pmoves.dox.supabase;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.ConnectionProvider;

/**
 * One connection that keeps the plans of all that is run on it, and of what that sets off: Postgres tells them by
 * auto_explain as warnings of the statement.
 */
final class ExplainedConnection implements ConnectionProvider, AutoCloseable {
    private static final String SETTINGS = """
            load 'auto_explain';
            set auto_explain.log_min_duration = 0;
            set auto_explain.log_nested_statements = on;
            set auto_explain.log_level = notice;
            set auto_explain.log_parameter_max_length = 0;
            """;

    private final Connection connection;
    private final Connection listening;
    private final StringBuilder plans = new StringBuilder();

    private ExplainedConnection(Connection connection) {
        this.connection = connection;
        this.listening = proxy(Connection.class, (proxy, method, arguments) -> {
            var result = invoke(connection, method, arguments);
            if (result instanceof PreparedStatement statement) {
                return listening(PreparedStatement.class, statement);
            }
            return result instanceof Statement statement ? listening(Statement.class, statement) : result;
        });
    }

    /** As a role, on a connection of someone who may take it and may load modules. */
    static ExplainedConnection as(String role, Connection administrator) throws SQLException {
        Sql.run(administrator, SETTINGS, "set role " + role);
        return new ExplainedConnection(administrator);
    }

    /** Runs it and returns the plans. */
    String plansOf(Runnable work) {
        plans.setLength(0);
        work.run();
        return plans.toString();
    }

    private <S extends Statement> S listening(Class<S> type, S statement) {
        return proxy(type, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                for (var told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                    plans.append(told.getMessage()).append('\n');
                }
            }
            return invoke(statement, method, arguments);
        });
    }

    private static Object invoke(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    @Override
    public Connection acquire() {
        return listening;
    }

    @Override
    public void release(Connection released) {}

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
