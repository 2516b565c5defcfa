/** Driven ports of search: the chunk index of a store, and the model that turns text into vectors. */
@NullMarked
package ai.pmoves.dox.ports.search;

import org.jspecify.annotations.NullMarked;
