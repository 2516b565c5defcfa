/** Findings, summaries and exports. */
@NullMarked
package ai.pmoves.dox.app.http.analysis;

import org.jspecify.annotations.NullMarked;
