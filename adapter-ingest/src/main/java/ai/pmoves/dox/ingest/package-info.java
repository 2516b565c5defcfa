/**
 * Parsers of everything that can be taken in: PDF, DoclingDocuments, spreadsheets, XML logs, API descriptions, web
 * pages and media.
 *
 * <p>{@link ai.pmoves.dox.ingest.Parsers} is the way in. All input is taken to be hostile: each reader has limits
 * on size, depth and time, and none follows a reference that a file makes to something outside of it. Class
 * names begin with the kind of input that they belong to; {@code Page} is what documents with pages share.
 */
@NullMarked
package ai.pmoves.dox.ingest;

import org.jspecify.annotations.NullMarked;
