/** Driven ports of extraction: heuristic rules, or a language model. */
@NullMarked
package ai.pmoves.dox.ports.tagging;

import org.jspecify.annotations.NullMarked;
