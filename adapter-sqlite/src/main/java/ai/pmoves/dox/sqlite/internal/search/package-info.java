/** Not API: full text and vectors of chunks. */
@NullMarked
package ai.pmoves.dox.sqlite.internal.search;

import org.jspecify.annotations.NullMarked;
