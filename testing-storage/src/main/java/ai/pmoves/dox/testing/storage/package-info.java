/**
 * A server for tests that speaks the protocol of Supabase's Storage: buckets, files, resumable uploads, its odd way of
 * telling errors, and its rules for keys; it can be told to fail in the ways that networks and servers do. This is for
 * tests only.
 */
@NullMarked
package ai.pmoves.dox.testing.storage;

import org.jspecify.annotations.NullMarked;
