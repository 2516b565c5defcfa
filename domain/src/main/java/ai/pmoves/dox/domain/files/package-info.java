/** The types of files that the library reads and makes. */
@NullMarked
package ai.pmoves.dox.domain.files;

import org.jspecify.annotations.NullMarked;
