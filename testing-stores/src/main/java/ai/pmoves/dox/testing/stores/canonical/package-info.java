/**
 * Rows of either store in one form: two rows are equal in it exactly if they say the same, whatever the types of their
 * databases. It reads tables by plain JDBC and shares no code with the stores, so that a fault of theirs shows.
 */
@NullMarked
package ai.pmoves.dox.testing.stores.canonical;

import org.jspecify.annotations.NullMarked;
