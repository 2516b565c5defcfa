package ai.pmoves.dox.testing.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNullElse;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where a database is and whom to log in as.
 *
 * @param parameters the JDBC driver's, such as {@code user} and {@code password}
 */
record DatabaseUrl(String host, int port, String database, Map<String, String> parameters) {
    private static final int POSTGRES_PORT = 5432;

    DatabaseUrl {
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    static DatabaseUrl of(String host, int port, String user, String password) {
        return new DatabaseUrl(host, port, "postgres", Map.of("user", user, "password", password));
    }

    /** Reads {@code postgresql://user:password@host:port/database?...}, or the same as a JDBC URL. */
    static DatabaseUrl parse(String text) {
        URI uri;
        try {
            uri = new URI(text.strip().replaceFirst("^jdbc:", ""));
        } catch (URISyntaxException e) {
            // Neither the text nor the cause is shown: they hold the password.
            throw new IllegalArgumentException("this is no URL, at its character " + e.getIndex());
        }
        if (uri.getHost() == null || !uri.getScheme().matches("postgres(ql)?")) {
            throw new IllegalArgumentException(
                    "this is no URL of a Postgres, such as" + " postgresql://postgres:secret@localhost:5432/postgres");
        }
        var parameters = new TreeMap<String, String>();
        if (uri.getRawUserInfo() != null) {
            var login = uri.getRawUserInfo().split(":", 2);
            parameters.put("user", decode(login[0]));
            if (login.length > 1) {
                parameters.put("password", decode(login[1]));
            }
        }
        for (var parameter : requireNonNullElse(uri.getRawQuery(), "").split("&")) {
            var parts = parameter.split("=", 2);
            if (parts.length == 2) {
                parameters.put(decode(parts[0]), decode(parts[1]));
            }
        }
        var path = requireNonNullElse(uri.getPath(), "").replaceFirst("^/", "");
        return new DatabaseUrl(
                uri.getHost(),
                uri.getPort() < 0 ? POSTGRES_PORT : uri.getPort(),
                path.isEmpty() ? "postgres" : path,
                parameters);
    }

    String user() {
        return parameters.getOrDefault("user", "postgres");
    }

    String password() {
        return parameters.getOrDefault("password", "");
    }

    DatabaseUrl withDatabase(String name) {
        return new DatabaseUrl(host, port, name, parameters);
    }

    DatabaseUrl withAddress(String otherHost, int otherPort) {
        return new DatabaseUrl(otherHost, otherPort, database, parameters);
    }

    DatabaseUrl with(String parameter, String value) {
        var more = new TreeMap<>(parameters);
        more.put(parameter, value);
        return new DatabaseUrl(host, port, database, more);
    }

    String jdbc() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + encode(database)
                + parameters.entrySet().stream()
                        .map(parameter -> encode(parameter.getKey()) + "=" + encode(parameter.getValue()))
                        .collect(Collectors.joining("&", "?", ""));
    }

    /** The address without the login. */
    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** A plus is a plus, not a space as in the forms of web pages. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
}
