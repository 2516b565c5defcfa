/** Use cases that index and search chunks. */
@NullMarked
package ai.pmoves.dox.application.search;

import org.jspecify.annotations.NullMarked;
