/** Extraction runs, prompts and HRM runs. */
@NullMarked
package ai.pmoves.dox.app.http.tagging;

import org.jspecify.annotations.NullMarked;
