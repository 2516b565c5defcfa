/**
 * Keeps an embedded store (the edge) and a shared one (the hub) as one: changes of the edge are pushed, changes of the
 * hub are pulled, and everything can be done again.
 */
@NullMarked
package ai.pmoves.dox.application.sync;

import org.jspecify.annotations.NullMarked;
