/** Driven ports of text generation: a language model that writes for people. */
@NullMarked
package ai.pmoves.dox.ports.writing;

import org.jspecify.annotations.NullMarked;
