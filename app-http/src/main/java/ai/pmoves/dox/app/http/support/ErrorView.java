package ai.pmoves.dox.app.http.support;

/**
 * A failure as clients see it.
 *
 * @param detail a text, or the list of what is wrong with a request
 * @param code stable, as in docs/error-codes.md
 */
public record ErrorView(Object detail, String code) {}
