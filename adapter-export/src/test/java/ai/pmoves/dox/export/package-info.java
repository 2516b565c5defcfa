@NullMarked
package ai.pmoves.dox.export;

import org.jspecify.annotations.NullMarked;
