/** Rows as they are: what copying and comparing stores needs of a store. */
@NullMarked
package ai.pmoves.dox.ports.rows;

import org.jspecify.annotations.NullMarked;
