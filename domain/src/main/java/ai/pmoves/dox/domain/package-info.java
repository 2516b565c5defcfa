/**
 * What the library knows: artifacts, documents and what was found in them, as immutable records.
 *
 * <p>Nothing here knows of a store, a wire format or a clock. A record refuses in its constructor what no
 * store could keep; all text in it is free of U+0000 and of unpaired surrogates.
 */
@NullMarked
package ai.pmoves.dox.domain;

import org.jspecify.annotations.NullMarked;
