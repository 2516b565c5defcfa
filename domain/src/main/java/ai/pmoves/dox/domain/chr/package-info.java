/**
 * Constellations: the units of a text gathered around a few anchors by their meaning, and how much order that brought.
 */
@NullMarked
package ai.pmoves.dox.domain.chr;

import org.jspecify.annotations.NullMarked;
