/** How JSON, instants and vectors stand in a database; the generated tables refer to these by name. */
@NullMarked
package ai.pmoves.dox.jooq.binding;

import org.jspecify.annotations.NullMarked;
