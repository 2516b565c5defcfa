/**
 * Driven ports of ingestion: parsers that read one kind of source into rows, and write nothing.
 *
 * <p>A parser is thread-safe. An unreadable source is a {@link ai.pmoves.dox.domain.error.DoxException} that names the
 * file and the place; a parser never returns half of a file as if it were all of it.
 */
@NullMarked
package ai.pmoves.dox.ports.ingest;

import org.jspecify.annotations.NullMarked;
