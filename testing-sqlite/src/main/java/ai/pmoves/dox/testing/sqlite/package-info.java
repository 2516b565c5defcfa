/**
 * For tests and benchmarks: database files as the Python backend left them, of every version of its schema, clean or
 * with everything odd that one may hold.
 */
@NullMarked
package ai.pmoves.dox.testing.sqlite;

import org.jspecify.annotations.NullMarked;
