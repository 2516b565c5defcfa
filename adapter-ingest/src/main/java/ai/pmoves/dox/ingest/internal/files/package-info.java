/** How files are opened: character sets, JSON, YAML, XML and archives, with their limits. */
@NullMarked
package ai.pmoves.dox.ingest.internal.files;

import org.jspecify.annotations.NullMarked;
