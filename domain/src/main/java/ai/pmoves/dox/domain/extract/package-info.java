/** The rules by which facts, metrics and entities are read from text and tables. */
@NullMarked
package ai.pmoves.dox.domain.extract;

import org.jspecify.annotations.NullMarked;
