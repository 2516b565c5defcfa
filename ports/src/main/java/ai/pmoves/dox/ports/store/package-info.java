/**
 * Driven ports of the store: one repository per aggregate, transactions over several of them, pages by key.
 *
 * <p>Rules that hold for all of them. Every method is safe for use by many threads. A call joins the caller's
 * {@link ai.pmoves.dox.ports.store.UnitOfWork}, or runs in a transaction of its own. Lists are in insertion
 * order. A failure to reach the store is a {@link ai.pmoves.dox.domain.error.DoxException} of kind
 * {@code UNAVAILABLE}, after which nothing was written; only {@code store.outcome-unknown}, when the connection breaks
 * during a commit, leaves open whether everything was or nothing. A stored JSON value that is no JSON degrades to a
 * string of its text; it never makes a list fail.
 */
@NullMarked
package ai.pmoves.dox.ports.store;

import org.jspecify.annotations.NullMarked;
