/** What a page of a document says, whatever format it came from. */
@NullMarked
package ai.pmoves.dox.ingest.internal.page;

import org.jspecify.annotations.NullMarked;
