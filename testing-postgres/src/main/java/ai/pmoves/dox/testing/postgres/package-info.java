/**
 * A real Postgres with pgvector for tests: one server for all tests of a JVM with a database for each, servers of a
 * test's own that it may kill or freeze, a real PgBouncer, and a proxy that cuts connections off. Nothing of it
 * outlives the JVM. This is for tests only.
 */
@NullMarked
package ai.pmoves.dox.testing.postgres;

import org.jspecify.annotations.NullMarked;
