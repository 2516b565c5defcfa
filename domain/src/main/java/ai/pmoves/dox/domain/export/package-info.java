/** Forms in which what is stored leaves the library: POML, CSV, word processing, projects of datavzrd. */
@NullMarked
package ai.pmoves.dox.domain.export;

import org.jspecify.annotations.NullMarked;
