/** Rows of any table as they are: what reading and writing them has in common in every SQL store. */
@NullMarked
package ai.pmoves.dox.jooq.rows;

import org.jspecify.annotations.NullMarked;
