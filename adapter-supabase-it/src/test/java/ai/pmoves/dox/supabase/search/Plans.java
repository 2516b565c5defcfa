package ai.pmoves.dox.supabase.search;

import java.sql.Connection;
import java.sql.SQLException;

/** Shows how Postgres did what it was asked, also within functions: it tells the client by auto_explain. */
final class Plans {
    private Plans() {}

    /** Has the connection, which is an administrator's, tell; then it becomes the role. */
    static void show(Connection connection, String role) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("load 'auto_explain'");
            for (var setting : new String[] {
                "log_min_duration = 0",
                "log_nested_statements = on",
                "log_level = notice",
                "log_parameter_max_length = 0"
            }) {
                statement.execute("set auto_explain." + setting);
            }
            statement.execute("set role " + role);
        }
    }

    /** Runs the query and returns the plans of it and of all that it called. */
    static String of(Connection connection, String query, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
            var plans = new StringBuilder();
            for (var notice = statement.getWarnings(); notice != null; notice = notice.getNextWarning()) {
                plans.append(notice.getMessage()).append('\n');
            }
            return plans.toString();
        }
    }
}
