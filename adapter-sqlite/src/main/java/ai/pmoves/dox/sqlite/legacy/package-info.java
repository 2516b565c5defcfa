/**
 * A database file of the Python backend, in whatever version of its schema and whatever state, read as the rows of
 * our stores.
 *
 * <p>{@link ai.pmoves.dox.sqlite.legacy.LegacyCopySource#open} is the way in. {@link
 * ai.pmoves.dox.sqlite.legacy.LegacyTable} says which column becomes which; what is odd about a value is a
 * {@link ai.pmoves.dox.sqlite.legacy.Oddity}, and one class per kind of value knows what becomes of it.
 */
@NullMarked
package ai.pmoves.dox.sqlite.legacy;

import org.jspecify.annotations.NullMarked;
