@NullMarked
package ai.pmoves.dox.office;

import org.jspecify.annotations.NullMarked;
