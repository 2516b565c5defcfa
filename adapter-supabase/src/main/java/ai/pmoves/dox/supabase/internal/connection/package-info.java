/** Not API: URL, pool and heartbeat. */
@NullMarked
package ai.pmoves.dox.supabase.internal.connection;

import org.jspecify.annotations.NullMarked;
