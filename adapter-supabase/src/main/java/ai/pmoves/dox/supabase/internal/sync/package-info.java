/** Not API: Feed and conflicts. */
@NullMarked
package ai.pmoves.dox.supabase.internal.sync;

import org.jspecify.annotations.NullMarked;
