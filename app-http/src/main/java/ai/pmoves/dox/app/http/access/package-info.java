/** Filters before the routes: who may call, from where, how often. */
@NullMarked
package ai.pmoves.dox.app.http.access;

import org.jspecify.annotations.NullMarked;
