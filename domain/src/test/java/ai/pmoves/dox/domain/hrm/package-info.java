@NullMarked
package ai.pmoves.dox.domain.hrm;

import org.jspecify.annotations.NullMarked;
