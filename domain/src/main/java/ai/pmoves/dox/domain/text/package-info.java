/** Texts and times that every store keeps as they are. */
@NullMarked
package ai.pmoves.dox.domain.text;

import org.jspecify.annotations.NullMarked;
