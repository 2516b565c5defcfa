/** Use cases that write what is stored in other formats. */
@NullMarked
package ai.pmoves.dox.application.export;

import org.jspecify.annotations.NullMarked;
