/** Web pages, fetched behind a guard. */
@NullMarked
package ai.pmoves.dox.ingest.internal.web;

import org.jspecify.annotations.NullMarked;
