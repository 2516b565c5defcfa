/** Requests, answers and errors: what all routes share. */
@NullMarked
package ai.pmoves.dox.app.http.support;

import org.jspecify.annotations.NullMarked;
