/** What two stores that are kept as one need beside their rows. */
@NullMarked
package ai.pmoves.dox.ports.sync;

import org.jspecify.annotations.NullMarked;
