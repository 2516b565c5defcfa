/** Two stores are kept as one, whatever happens meanwhile. */
@NullMarked
package ai.pmoves.dox.testing.stores.sync;

import org.jspecify.annotations.NullMarked;
