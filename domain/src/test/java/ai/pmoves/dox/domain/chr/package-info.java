@NullMarked
package ai.pmoves.dox.domain.chr;

import org.jspecify.annotations.NullMarked;
