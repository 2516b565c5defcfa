/** Failures that a caller can act on, each with a stable code and a kind that says how to answer. */
@NullMarked
package ai.pmoves.dox.domain.error;

import org.jspecify.annotations.NullMarked;
