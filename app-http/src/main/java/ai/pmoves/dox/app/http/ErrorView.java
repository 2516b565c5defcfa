package ai.pmoves.dox.app.http;

/**
 * A failure as clients see it.
 *
 * @param detail a text, or the list of what is wrong with a request
 * @param code stable, as in docs/error-codes.md
 */
record ErrorView(Object detail, String code) {}
