/** Not API: checks of values that records share. */
@NullMarked
package ai.pmoves.dox.domain.internal;

import org.jspecify.annotations.NullMarked;
