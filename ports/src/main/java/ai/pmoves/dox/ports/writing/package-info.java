/** What writes texts for people: a language model somewhere. */
@NullMarked
package ai.pmoves.dox.ports.writing;

import org.jspecify.annotations.NullMarked;
