/**
 * The shared store: Supabase, or any Postgres with pgvector.
 *
 * <p>{@link ai.pmoves.dox.supabase.SupabaseStore} is the entry. The repositories are those of adapter-jooq; what
 * differs in kind is native: search is one call of an SQL function, bulk load a binary COPY. Nothing here relies on the
 * session of a connection, so that a pooler in transaction mode may be in between.
 */
@NullMarked
package ai.pmoves.dox.supabase;

import org.jspecify.annotations.NullMarked;
