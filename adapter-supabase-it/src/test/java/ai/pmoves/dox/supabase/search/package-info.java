/** How the shared store searches: its SQL functions by themselves, what they answer and at what cost. */
@NullMarked
package ai.pmoves.dox.supabase.search;

import org.jspecify.annotations.NullMarked;
