/** Search and questions. */
@NullMarked
package ai.pmoves.dox.app.http.search;

import org.jspecify.annotations.NullMarked;
