/** Uploads and other ways in. */
@NullMarked
package ai.pmoves.dox.app.http.ingest;

import org.jspecify.annotations.NullMarked;
