/** Use cases that take files, pages and folders in. */
@NullMarked
package ai.pmoves.dox.application.ingest;

import org.jspecify.annotations.NullMarked;
