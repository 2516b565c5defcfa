/**
 * A database file of the Python backend, in any version of its schema and any state, read as rows of the stores.
 *
 * <p>{@link ai.pmoves.dox.sqlite.legacy.LegacyCopySource#open} is the entry.
 * {@link ai.pmoves.dox.sqlite.legacy.LegacyTable} maps the columns; a {@link ai.pmoves.dox.sqlite.legacy.DataIssue} is
 * a defect of a value, and one class per kind of value repairs it.
 */
@NullMarked
package ai.pmoves.dox.sqlite.legacy;

import org.jspecify.annotations.NullMarked;
