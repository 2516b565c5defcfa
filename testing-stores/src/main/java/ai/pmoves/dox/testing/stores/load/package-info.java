/** Writers that keep a store busy and know what it owes them. */
@NullMarked
package ai.pmoves.dox.testing.stores.load;

import org.jspecify.annotations.NullMarked;
