package ai.pmoves.dox.supabase.internal.connection;

import ai.pmoves.dox.domain.error.Reason;
import ai.pmoves.dox.domain.error.Remedy;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import javax.net.ssl.SSLException;

/** Why a database cannot be reached, in words for its operator, and what to do about it. */
final class ConnectionTrouble {
    private static final String UNABLE = "08001";
    private static final String REJECTED = "08004";
    private static final String NOT_AUTHORIZED = "28000";
    private static final String WRONG_PASSWORD = "28P01";
    private static final String NO_DATABASE = "3D000";
    private static final String TOO_MANY = "53300";

    private final PostgresUrl url;
    private final SQLException failure;
    private final Throwable cause;

    private ConnectionTrouble(PostgresUrl url, SQLException failure) {
        this.url = url;
        this.failure = failure;
        this.cause = root(failure);
    }

    private static Throwable root(Throwable e) {
        return e.getCause() == null ? e : root(e.getCause());
    }

    /** What happened, in one line without a full stop. */
    static String reason(SQLException failure) {
        var root = root(failure);
        var message = String.valueOf(failure.getMessage()).replaceFirst("\\.$", "");
        return root == failure
                ? message
                : "%s (%s: %s)".formatted(message, root.getClass().getSimpleName(), root.getMessage());
    }

    /** A sentence on what may be wrong. */
    static Reason advice(PostgresUrl url, SQLException failure) {
        return new ConnectionTrouble(url, failure).advice();
    }

    private Reason advice() {
        var state = String.valueOf(failure.getSQLState());
        return switch (state) {
            case WRONG_PASSWORD -> wrongPassword();
            case NOT_AUTHORIZED ->
                Reason.of(
                        "The server does not let %s in from here: it may want TLS (sslmode=require) or allow other addresses only."
                                .formatted(url.user()));
            case NO_DATABASE ->
                wrongUrl("There is no database '%s'; on Supabase it is called postgres.".formatted(url.database()));
            case TOO_MANY -> Reason.of("All connections are taken.", Remedy.LOWER_POOL_SIZE);
            case REJECTED -> rejected();
            default ->
                url.isPooler() && String.valueOf(failure.getMessage()).contains("Tenant or user")
                        ? wrongTenant()
                        : network();
        };
    }

    private static Reason wrongUrl(String text) {
        return Reason.of(text, Remedy.CORRECT_DATABASE_URL);
    }

    private Reason wrongPassword() {
        if (url.isPooler() && url.project().isEmpty()) {
            return wrongTenant();
        }
        return wrongUrl(
                "The password in the database URL is not that of %s, which the dashboard can set anew (Database > Settings);"
                                .formatted(url.user())
                        + " special characters of it are written %XX (@ as %40).");
    }

    private static Reason wrongTenant() {
        return wrongUrl(
                "The pooler knows logins as USER.REF, such as postgres.abcdefghijklmnopqrst, and only at the host of the"
                        + " project's region: take both as the dashboard shows them under Connect.");
    }

    private Reason rejected() {
        if (url.password().isEmpty()) {
            return wrongUrl(
                    "The database URL has no password in it: write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE.");
        }
        return wrongUrl(
                "It may speak no TLS. Where the network between can be trusted, put sslmode=disable behind a ? at the end"
                        + " of the database URL.");
    }

    private Reason network() {
        if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
            return Reason.of(
                    "Its certificate is not that of sslrootcert: download the project's from the dashboard (Database >"
                            + " Settings > SSL), and check that the host is written as in it.");
        }
        if (cause instanceof UnknownHostException) {
            return url.isDirect()
                    ? onlyIpv6()
                    : wrongUrl("Check the host in the database URL against what the dashboard shows.");
        }
        if (cause instanceof SocketTimeoutException || isLate()) {
            return orIpv6().in("No server answers there: a firewall may be between, or the project may be paused. %s");
        }
        if (cause instanceof ConnectException && !isUnreachable()) {
            return wrongUrl(
                    "Nothing listens there: check host and port (5432 for direct connections and sessions, 6543 for the"
                            + " transaction pooler), and whether the database runs.");
        }
        if (cause instanceof NoRouteToHostException || cause instanceof SocketException) {
            return orIpv6().in("No network leads there. %s");
        }
        return Reason.of("The database's log may say more.");
    }

    /** For its own timeout the driver only reports that there is no connection. */
    private boolean isLate() {
        return cause == failure && UNABLE.equals(failure.getSQLState());
    }

    private boolean isUnreachable() {
        return String.valueOf(cause.getMessage()).contains("unreachable");
    }

    private Reason orIpv6() {
        return url.isDirect() ? onlyIpv6() : wrongUrl("Check host and port in the database URL.");
    }

    private static Reason onlyIpv6() {
        return wrongUrl(
                "The direct connection is reached by IPv6 only, unless the project has the IPv4 add-on: take the session"
                        + " pooler's connection string, which the dashboard shows under Connect, and check whether the"
                        + " project is paused.");
    }
}
