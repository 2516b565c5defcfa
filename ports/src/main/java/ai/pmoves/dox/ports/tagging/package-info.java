/** What extracts: a rule of thumb, or a language model somewhere. */
@NullMarked
package ai.pmoves.dox.ports.tagging;

import org.jspecify.annotations.NullMarked;
