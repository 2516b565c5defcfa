/** Not API: Writes and search of chunks. */
@NullMarked
package ai.pmoves.dox.supabase.internal.search;

import org.jspecify.annotations.NullMarked;
