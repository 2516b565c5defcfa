/** Who may do what with the shared store's database: tried, not read off. */
@NullMarked
package ai.pmoves.dox.supabase.access;

import org.jspecify.annotations.NullMarked;
