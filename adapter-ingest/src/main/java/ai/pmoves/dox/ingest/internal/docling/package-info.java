/** Documents of Docling, as files and from a docling-serve. */
@NullMarked
package ai.pmoves.dox.ingest.internal.docling;

import org.jspecify.annotations.NullMarked;
