/** Lists of what is stored. */
@NullMarked
package ai.pmoves.dox.app.http.library;

import org.jspecify.annotations.NullMarked;
