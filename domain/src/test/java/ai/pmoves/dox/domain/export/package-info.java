@NullMarked
package ai.pmoves.dox.domain.export;

import org.jspecify.annotations.NullMarked;
