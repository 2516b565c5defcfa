/** Not API: Bulk load of rows and chunks. */
@NullMarked
package ai.pmoves.dox.supabase.internal.load;

import org.jspecify.annotations.NullMarked;
