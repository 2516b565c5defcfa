/** Commands of one library: serve, ingest, search, rebuild. */
@NullMarked
package ai.pmoves.dox.app.cli.library;

import org.jspecify.annotations.NullMarked;
