@NullMarked
package ai.pmoves.dox.domain.tagging;

import org.jspecify.annotations.NullMarked;
