/** Both stores find the same, where they look at everything. */
@NullMarked
package ai.pmoves.dox.testing.stores.search;

import org.jspecify.annotations.NullMarked;
