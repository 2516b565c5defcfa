/** Not API: Binary COPY in both directions. */
@NullMarked
package ai.pmoves.dox.supabase.internal.copy;

import org.jspecify.annotations.NullMarked;
