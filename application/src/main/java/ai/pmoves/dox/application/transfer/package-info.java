/**
 * Moving from one store to another: the copy that can be interrupted and repeated, and the comparison that says
 * whether anything is missing.
 */
@NullMarked
package ai.pmoves.dox.application.transfer;

import org.jspecify.annotations.NullMarked;
