/** Writes documents for word processors, by Apache POI. Only {@link ai.pmoves.dox.office.PoiDocumentWriter} is public. */
@NullMarked
package ai.pmoves.dox.office;

import org.jspecify.annotations.NullMarked;
