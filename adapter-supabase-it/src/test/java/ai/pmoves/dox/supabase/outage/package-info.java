/** What the store does while its database is away, on real servers that are killed, frozen and cut off. */
@NullMarked
package ai.pmoves.dox.supabase.outage;

import org.jspecify.annotations.NullMarked;
