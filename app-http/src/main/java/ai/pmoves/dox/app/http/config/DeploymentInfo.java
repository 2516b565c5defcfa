package ai.pmoves.dox.app.http.config;

import java.net.URI;
import java.util.Optional;

/**
 * What {@code GET /config} says of what stands around the server; it decides nothing.
 *
 * @param databaseConfigured the store's kind as it was asked for, for example {@code sqlite}
 * @param vlmRepo the vision model that describes pictures
 * @param hfAuth whether a token for the model hub is configured
 * @param ollamaBaseUrl where a local model server may be
 * @param offline whether models may be fetched
 * @param docked whether this runs within a larger installation
 * @param natsUrl its message bus, empty if none
 * @param tensorzeroUrl its model gateway, empty if none
 * @param supabaseUrl the address of the Supabase project, empty if none
 */
public record DeploymentInfo(
        String databaseConfigured,
        Optional<String> vlmRepo,
        boolean hfAuth,
        String ollamaBaseUrl,
        boolean offline,
        boolean docked,
        String natsUrl,
        String tensorzeroUrl,
        String supabaseUrl) {
    /** A single process on SQLite with nothing around it. */
    public static final DeploymentInfo STANDALONE =
            new DeploymentInfo("sqlite", Optional.empty(), false, "http://localhost:11434", false, false, "", "", "");

    public DeploymentInfo {
        if (!ollamaBaseUrl.isBlank()) {
            var scheme = URI.create(ollamaBaseUrl).getScheme();
            if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
                throw new IllegalArgumentException(
                        "ollama base url is '%s'; write http://host:port".formatted(ollamaBaseUrl));
            }
        }
    }
}
