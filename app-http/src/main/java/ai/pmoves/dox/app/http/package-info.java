/**
 * The HTTP API: one route class per feature, which parses, calls and renders; one place that maps failures to
 * answers; and the middleware around them. The way in is {@link ai.pmoves.dox.app.http.DoxServer}.
 */
@NullMarked
package ai.pmoves.dox.app.http;

import org.jspecify.annotations.NullMarked;
