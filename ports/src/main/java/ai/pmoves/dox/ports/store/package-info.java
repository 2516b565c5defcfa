/**
 * Driven ports of the store: one repository per aggregate, transactions over several of them, pages by key.
 *
 * <p>Rules that hold for all of them. Every method is thread-safe. A call joins the caller's
 * {@link ai.pmoves.dox.ports.store.UnitOfWork}, or runs in a transaction of its own. A record comes back equal to the
 * one that was added, but for its revision, with any value that it can have. A stored JSON value that is no JSON
 * degrades to a string of its text; it never makes a list fail.
 *
 * <p>Lists are in insertion order, which an update does not change; the pages after one miss no row and repeat none
 * when others are removed meanwhile. A text in a filter that no row can have, with U+0000 or half a surrogate pair,
 * finds nothing.
 *
 * <p>A failure to reach the store is a {@link ai.pmoves.dox.domain.error.DoxException} of kind {@code UNAVAILABLE},
 * after which nothing was written; only {@code store.outcome-unknown}, when the connection breaks during a commit,
 * leaves open whether everything was or nothing. Other failures name, in the store's words: {@code store.row-exists}
 * and {@code store.parent-missing} the table of the row, such as {@code log_entries}; {@code artifact.not-found} and
 * {@code document.not-found} the id; {@code store.row-stale} the id and both revisions; {@code request.cursor-invalid}
 * the cursor.
 *
 * <p>Every {@link ai.pmoves.dox.ports.store.Store} passes {@code StoreContractSuite}.
 */
@NullMarked
package ai.pmoves.dox.ports.store;

import org.jspecify.annotations.NullMarked;
