package ai.pmoves.dox.supabase.internal.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database's address and login, read from a connection string in either form.
 *
 * <p>{@link #toString} shows neither password nor parameters.
 *
 * @param parameters of the driver, by their names there; user and password are not among them
 */
public record PostgresUrl(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {
    private static final int DEFAULT_PORT = 5432;

    /** The port of Supabase's pooler in transaction mode. */
    private static final int TRANSACTION_POOLER_PORT = 6543;

    /** The dashboard's placeholder for the password. */
    private static final String PLACEHOLDER = "[YOUR-PASSWORD]";

    private static final Pattern DIRECT_HOST = Pattern.compile("db\\.([a-z0-9]{20})\\.supabase\\.co");
    private static final Pattern POOLED_USER = Pattern.compile(".+\\.([a-z0-9]{20})");

    /** Parameters of libpq's URLs that this driver treats otherwise or not at all. */
    private static final Set<String> UNKNOWN_TO_DRIVER = Set.of("pgbouncer", "connection_limit", "supa");

    private static final Set<String> TLS_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    public PostgresUrl {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads {@code postgresql://user:password@host:port/database?parameters}, also with {@code postgres:} or
     * {@code jdbc:postgresql:} in front and user and password among the parameters.
     *
     * @throws IllegalArgumentException with what is wrong, and without the text, which has a password in it
     */
    public static PostgresUrl parse(String text) {
        if (text.contains(PLACEHOLDER)) {
            throw new IllegalArgumentException("it has the password still to be put in the place of " + PLACEHOLDER);
        }
        var uri = uri(text.strip());
        var parameters = new LinkedHashMap<String, String>();
        for (var part : (uri.getRawQuery() == null ? "" : uri.getRawQuery()).split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(part.substring(0, equals), decode(part.substring(equals + 1)));
            }
        }
        var userInfo = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = userInfo.indexOf(':');
        var user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
        var password = colon < 0 ? "" : decode(userInfo.substring(colon + 1));
        var userParameter = parameters.remove("user");
        var passwordParameter = parameters.remove("password");
        parameters.keySet().removeAll(UNKNOWN_TO_DRIVER);
        var path = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        return new PostgresUrl(
                host(uri),
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                path.isEmpty() ? "postgres" : path,
                user.isEmpty() && userParameter != null ? userParameter : user,
                password.isEmpty() && passwordParameter != null ? passwordParameter : password,
                checked(parameters));
    }

    private static URI uri(String text) {
        var plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
        var scheme = plain.substring(0, Math.max(0, plain.indexOf(':'))).toLowerCase(Locale.ROOT);
        if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
            throw new IllegalArgumentException("it has to begin with postgresql:// or jdbc:postgresql://");
        }
        try {
            return new URI(plain);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "character %d cannot stand in a URL; write special characters of the password as %%XX (@ as %%40)"
                            .formatted(e.getIndex() + text.length() - plain.length()));
        }
    }

    private static String host(URI uri) {
        if (uri.getHost() == null || uri.getHost().isEmpty()) {
            throw new IllegalArgumentException(
                    "it names no host; write special characters of the password as %XX (@ as %40, / as %2F)");
        }
        return uri.getHost();
    }

    private static Map<String, String> checked(Map<String, String> parameters) {
        var tls = parameters.get("sslmode");
        if (tls != null && !TLS_MODES.contains(tls)) {
            throw new IllegalArgumentException("sslmode is '%s'; it has to be one of %s"
                    .formatted(
                            tls, String.join(", ", TLS_MODES.stream().sorted().toList())));
        }
        return parameters;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether this is the port on which Supabase pools transactions, not sessions. */
    public boolean isTransactionPooler() {
        return port == TRANSACTION_POOLER_PORT;
    }

    /** Whether this is one of the platform's poolers, for sessions or for transactions. */
    boolean isPooler() {
        return host.endsWith(".pooler.supabase.com");
    }

    /** Whether this is a project's database itself. */
    boolean isDirect() {
        return DIRECT_HOST.matcher(host).matches();
    }

    /** The reference of the project, where the platform writes it into host or user. */
    public Optional<String> project() {
        var direct = DIRECT_HOST.matcher(host);
        var pooled = POOLED_USER.matcher(user);
        return direct.matches()
                ? Optional.of(direct.group(1))
                : isPooler() && pooled.matches() ? Optional.of(pooled.group(1)) : Optional.empty();
    }

    /** Problems that do not prevent an attempt, one sentence each. */
    public List<String> warnings() {
        var warnings = new ArrayList<String>();
        var prepareThreshold = parameters.getOrDefault("prepareThreshold", "0");
        if (isTransactionPooler() && !prepareThreshold.equals("0")) {
            warnings.add(("the database URL sets prepareThreshold=%s, and the transaction pooler forgets prepared"
                            + " statements; take the parameter away")
                    .formatted(prepareThreshold));
        }
        if (isPooler() && project().isEmpty()) {
            warnings.add("the login '%s' does not name the project, and the pooler knows logins as USER.REF"
                    .formatted(user));
        }
        if (password.isEmpty()) {
            warnings.add("the database URL has no password in it");
        }
        return List.copyOf(warnings);
    }

    boolean isLocal() {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
    }

    /** The driver's URL; no secret is in it. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host, port, URLEncoder.encode(database, StandardCharsets.UTF_8));
    }

    /**
     * The driver's properties beside the URL: the login, TLS, and the needs of a pooler in transaction mode. A
     * connection that is not to this machine is encrypted unless the URL says otherwise, and verified where it names a
     * root certificate.
     */
    public Properties properties() {
        var properties = new Properties();
        properties.setProperty("ApplicationName", "pmoves-dox");
        properties.setProperty(
                "sslmode", parameters.containsKey("sslrootcert") ? "verify-full" : isLocal() ? "prefer" : "require");
        properties.setProperty("prepareThreshold", "0"); // a prepared statement ends with the pooler's session
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("tcpKeepAlive", "true");
        parameters.forEach(properties::setProperty);
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return properties;
    }

    /** Connections as the driver itself makes them, one for each call. */
    public PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        configure(source, properties());
        return source;
    }

    /** Configures a data source for this address. */
    void configure(PGSimpleDataSource source, Properties properties) {
        source.setUrl(jdbcUrl());
        try {
            for (var name : properties.stringPropertyNames()) {
                source.setProperty(name, properties.getProperty(name));
            }
        } catch (SQLException e) {
            throw new IllegalArgumentException("a parameter of the database URL is wrong: " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return "%s@%s:%d/%s".formatted(user, host, port, database);
    }
}
