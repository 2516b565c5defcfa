/** How two stores that are one keep up with each other: versions of rows, changes, and who is the primary. */
@NullMarked
package ai.pmoves.dox.domain.sync;

import org.jspecify.annotations.NullMarked;
