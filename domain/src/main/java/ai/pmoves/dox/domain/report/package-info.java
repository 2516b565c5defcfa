/** Rules for answers and summaries: which figure a question is about, and how findings are put into words. */
@NullMarked
package ai.pmoves.dox.domain.report;

import org.jspecify.annotations.NullMarked;
