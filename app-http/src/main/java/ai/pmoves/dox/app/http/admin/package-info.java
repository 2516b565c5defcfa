/** State, configuration, metrics and administration. */
@NullMarked
package ai.pmoves.dox.app.http.admin;

import org.jspecify.annotations.NullMarked;
