package ai.pmoves.dox.app.http.config;

import java.util.List;

/**
 * What browsers are told.
 *
 * @param frontendOrigins the origins of user interfaces, for example {@code http://localhost:3000}
 * @param development whether pages of these origins may read answers directly (CORS)
 * @param hsts whether browsers are told to use https only from now on
 */
public record Browsers(List<String> frontendOrigins, boolean development, boolean hsts) {
    /** A user interface on this machine, served by a development server. */
    public static final Browsers LOCAL = new Browsers(List.of("http://localhost:3000"), true, false);

    public Browsers {
        frontendOrigins = List.copyOf(frontendOrigins);
        for (var origin : frontendOrigins) {
            if (!origin.equals("*") && !origin.matches("(?i)[a-z][a-z0-9+.-]*://[^/\\s]+")) {
                throw new IllegalArgumentException(
                        "frontend origin is '%s'; write scheme://host or scheme://host:port".formatted(origin));
            }
        }
    }

    /** Whether pages of every origin are a user interface of this server's. */
    public boolean allowsAnyOrigin() {
        return frontendOrigins.contains("*");
    }

    /** Whether pages of this origin are a user interface of this server's. */
    public boolean isFrontend(String origin) {
        return frontendOrigins.contains(origin) || allowsAnyOrigin();
    }
}
