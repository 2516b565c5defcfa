/** What is extracted from a text: tags and other findings, each with the place in the source that shows it. */
@NullMarked
package ai.pmoves.dox.domain.tagging;

import org.jspecify.annotations.NullMarked;
