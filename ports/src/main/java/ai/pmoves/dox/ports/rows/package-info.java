/** Rows as they are: what copying one store into another and comparing the two needs of a store. */
@NullMarked
package ai.pmoves.dox.ports.rows;

import org.jspecify.annotations.NullMarked;
