/**
 * The tables that both stores have, and their rows as plain values: what a copy carries from one store to another and
 * what a comparison compares. Everything else speaks of documents and logs, not of rows.
 */
@NullMarked
package ai.pmoves.dox.domain.rows;

import org.jspecify.annotations.NullMarked;
