package ai.pmoves.dox.testing.postgres;

/**
 * What a PgBouncer before a server is told. Any user of the server may log in with the password that it has there. A
 * server that was away is tried again after two seconds, instead of fifteen, for which tests would wait.
 *
 * @param server where it finds the server, with the administrator's login
 */
record PgBouncerConfig(DatabaseUrl server, String listenAddress, int port) {

    /** Its main file. The users are beside it, in the file {@code users}. */
    String ini() {
        return """
                [databases]
                * = host=%s port=%d auth_user=%s

                [pgbouncer]
                listen_addr = %s
                listen_port = %d
                unix_socket_dir =
                auth_type = scram-sha-256
                auth_file = users
                auth_dbname = postgres
                pool_mode = transaction
                max_prepared_statements = 0
                max_client_conn = 200
                server_login_retry = 2
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.host(), server.port(), server.user(), listenAddress, port);
    }

    String users() {
        return "\"%s\" \"%s\"\n".formatted(quote(server.user()), quote(server.password()));
    }

    private static String quote(String text) {
        return text.replace("\"", "\"\"");
    }
}
