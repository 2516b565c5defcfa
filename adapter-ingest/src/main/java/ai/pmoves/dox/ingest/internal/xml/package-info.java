/** XML logs. */
@NullMarked
package ai.pmoves.dox.ingest.internal.xml;

import org.jspecify.annotations.NullMarked;
