/**
 * Compares the migrated schemas of the two stores: what differs is listed in {@code allowed-differences.txt}, each
 * with its reason, and nothing else may.
 */
@NullMarked
package ai.pmoves.dox.supabase.parity;

import org.jspecify.annotations.NullMarked;
