/** PDF files, by PDFBox. */
@NullMarked
package ai.pmoves.dox.ingest.internal.pdf;

import org.jspecify.annotations.NullMarked;
