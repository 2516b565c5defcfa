/** Spreadsheets and CSV files. */
@NullMarked
package ai.pmoves.dox.ingest.internal.tabular;

import org.jspecify.annotations.NullMarked;
